using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>What may be done with models and what they cost.</summary>
public static class AiUsagePermissions
{
    [GrantedTo(AccountRoles.Viewer, IsKeyScope = true)]
    public const string Read = "ai:read";

    /// <summary>Starts generations.</summary>
    [GrantedTo(AccountRoles.Editor, IsKeyScope = true, KeyAlsoMay = [CampaignsPermissions.Read, Read])]
    public const string Spend = "ai:spend";

    /// <summary>Budgets, the emergency stop, keys of providers, the account's settings.</summary>
    [GrantedTo(AccountRoles.Admin)]
    public const string Manage = "ai:manage";
}
