using System.Text.Json.Serialization;
using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Alerts;

/// <summary>Alerts of the account acted for, and of the platform.</summary>
public interface IAiAlerts
{
    /// <param name="ofPlatform">The platform's; else the account's.</param>
    Task<IReadOnlyList<AlertView>> ListAsync(bool ofPlatform, PageRequest page, CancellationToken cancellationToken);
}
