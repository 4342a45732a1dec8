using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>Something that a platform holds.</summary>
/// <param name="Data">All that is worth keeping of it; a change of any of it is a change of the content.</param>
public sealed record FoundContent(
    string ExternalId,
    string? Title,
    string? Url,
    string? Status,
    DateTimeOffset? ModifiedAt,
    JsonObject Data
);
