using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Syncs;

/// <summary>Something that a sync has found.</summary>
/// <param name="ExternalId">Its id on the platform.</param>
/// <param name="ExternalStatus">As the platform calls it.</param>
/// <param name="ModifiedAt">As the platform says.</param>
/// <param name="Change">What the last sync found, against the one before.</param>
/// <param name="Hash">Of all that is kept of it.</param>
public sealed record ContentView(
    Guid Id,
    Guid IntegrationId,
    [OneOf(typeof(PlatformObjects))] string Object,
    string ExternalId,
    string? Title,
    string? Url,
    string? ExternalStatus,
    DateTimeOffset? ModifiedAt,
    [OneOf(typeof(ContentChanges))] string Change,
    string Hash,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset? ChangedAt,
    DateTimeOffset? RemovedAt
)
{
    /// <summary>Only on GET of one content: what the platform holds of it.</summary>
    public JsonObject? Data { get; init; }
}
