using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>What may be done with campaigns and their components.</summary>
public static class CampaignsPermissions
{
    [GrantedTo(AccountRoles.Viewer, IsKeyScope = true)]
    public const string Read = "campaigns:read";

    [GrantedTo(AccountRoles.Editor, IsKeyScope = true, KeyAlsoMay = [Read])]
    public const string Write = "campaigns:write";

    [GrantedTo(AccountRoles.Editor, IsKeyScope = true, KeyAlsoMay = [Read])]
    public const string Publish = "campaigns:publish";
}
