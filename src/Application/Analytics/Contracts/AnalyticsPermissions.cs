using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics.Contracts;

/// <summary>What may be done with events and figures.</summary>
public static class AnalyticsPermissions
{
    [GrantedTo(AccountRoles.Viewer, IsKeyScope = true)]
    public const string Read = "analytics:read";
}
