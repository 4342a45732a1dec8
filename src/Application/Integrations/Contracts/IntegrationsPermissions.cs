using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Integrations.Contracts;

/// <summary>What may be done with connections to other platforms.</summary>
public static class IntegrationsPermissions
{
    [GrantedTo(AccountRoles.Viewer, IsKeyScope = true)]
    public const string Read = "integrations:read";

    /// <summary>Verify and sync.</summary>
    [GrantedTo(AccountRoles.Editor, IsKeyScope = true, KeyAlsoMay = [Read])]
    public const string Use = "integrations:use";

    /// <summary>Connect, change and delete: whoever may holds credentials.</summary>
    [GrantedTo(AccountRoles.Admin)]
    public const string Manage = "integrations:manage";
}
