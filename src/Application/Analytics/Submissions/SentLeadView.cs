using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics.Submissions;

/// <summary>What has become of a submission at a connected platform.</summary>
/// <param name="Reason">Why it waits, or has failed; null: neither.</param>
/// <param name="FinishedAt">When it was sent, or has failed.</param>
public sealed record SentLeadView(
    Guid IntegrationId,
    string PlatformType,
    [OneOf(typeof(LeadStatus))] string Status,
    string? Reason,
    DateTimeOffset? FinishedAt
);
