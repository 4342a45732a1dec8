using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.AiUsage.Alerts;

/// <summary>Alerts of the account acted for, and of the platform.</summary>
public interface IAiAlerts
{
    /// <param name="ofPlatform">The platform's; else the account's.</param>
    Task<IReadOnlyList<AlertView>> ListAsync(bool ofPlatform, PageRequest page, CancellationToken cancellationToken);
}
