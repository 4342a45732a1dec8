using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>What a call to a platform needs.</summary>
public sealed record PlatformConnection(
    Guid IntegrationId,
    Guid AccountId,
    string Platform,
    JsonObject Credentials,
    JsonObject Metadata
)
{
    public string? Credential(string name) => (string?)Credentials[name];

    public string? Known(string name) =>
        Metadata[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // A record would print the credentials.
    public override string ToString() => $"{nameof(PlatformConnection)} {IntegrationId}";
}
