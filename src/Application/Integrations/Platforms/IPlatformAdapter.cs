using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>All that is done with one platform.</summary>
public interface IPlatformAdapter
{
    /// <summary>One of <see cref="PlatformTypes"/>.</summary>
    string Platform { get; }

    /// <summary>As people call it.</summary>
    string Title { get; }

    /// <summary>The ways to connect; credentials fit exactly one.</summary>
    IReadOnlyList<CredentialKind> Credentials { get; }

    /// <summary>Members of <c>platformMetadata</c> that a person chooses.</summary>
    IReadOnlyList<string> Choices { get; }

    /// <summary>Proves the rights that are needed, by calls that need them. Whatever the platform answers is a finding and no failure.</summary>
    Task<ConnectionCheck> VerifyAsync(PlatformConnection connection, CancellationToken cancellationToken);
}

/// <summary>What a call to a platform needs.</summary>
public sealed record PlatformConnection(Guid IntegrationId, JsonObject Credentials, JsonObject Metadata)
{
    public string? Credential(string name) => (string?)Credentials[name];

    public string? Known(string name) =>
        Metadata[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // A record would print the credentials.
    public override string ToString() => $"{nameof(PlatformConnection)} {IntegrationId}";
}
