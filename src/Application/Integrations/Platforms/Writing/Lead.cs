using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Integrations.Platforms.Writing;

/// <summary>What a visitor sent through a form, for a platform's contacts.</summary>
/// <param name="Id">The same at each attempt.</param>
/// <param name="Fields">By name; a field may have several values.</param>
/// <param name="IsRepeated">An attempt was begun before, and nobody knows how far it came.</param>
public sealed record Lead(
    Guid Id,
    Guid SubmissionId,
    Guid CampaignId,
    string Campaign,
    string Page,
    JsonObject Fields,
    DateTimeOffset SubmittedAt,
    bool IsRepeated
)
{
    // A record would print what the visitor wrote.
    public override string ToString() => $"{nameof(Lead)} {Id}";
}
