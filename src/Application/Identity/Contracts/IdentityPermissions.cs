using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity.Contracts;

/// <summary>What may be done with people, accounts, keys and plans.</summary>
public static class IdentityPermissions
{
    /// <summary>About the person alone, whichever account they act for.</summary>
    [GrantedTo(AccountRoles.Viewer)]
    public const string ReadProfile = "profile:read";

    [GrantedTo(AccountRoles.Viewer)]
    public const string WriteProfile = "profile:write";

    [GrantedTo(AccountRoles.Viewer)]
    public const string ReadMembers = "members:read";

    /// <summary>Invites, changes and removes editors and viewers.</summary>
    [GrantedTo(AccountRoles.Admin)]
    public const string WriteMembers = "members:write";

    /// <summary>Makes and removes admins.</summary>
    [GrantedTo(AccountRoles.Owner)]
    public const string WriteAdmins = "admins:write";

    [GrantedTo(AccountRoles.Admin)]
    public const string ReadKeys = "keys:read";

    [GrantedTo(AccountRoles.Admin)]
    public const string WriteKeys = "keys:write";

    [GrantedTo(AccountRoles.Admin)]
    public const string ReadBilling = "billing:read";

    [GrantedTo(AccountRoles.Owner)]
    public const string WriteBilling = "billing:write";

    [GrantedTo(AccountRoles.Owner)]
    public const string ExportAccount = "account:export";

    [GrantedTo(AccountRoles.Owner)]
    public const string CloseAccount = "account:close";
}
