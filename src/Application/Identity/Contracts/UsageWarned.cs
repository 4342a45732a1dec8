using AiWebBuilder.Application.Common.Outbox;

namespace AiWebBuilder.Application.Identity.Contracts;

/// <summary>A plan's limit comes near, or is reached. Told once for each resource, threshold and month.</summary>
/// <param name="Resource">As in the answer of GET /v1/me/usage: <c>campaignsGenerated</c>.</param>
/// <param name="Threshold">Percent of the limit.</param>
public sealed record UsageWarned(
    Guid AccountId,
    string Resource,
    int Threshold,
    long Limit,
    long Used,
    DateTimeOffset WarnedAt
) : IIntegrationEvent
{
    public static string EventName => "identity.usage_warned.v1";
}
