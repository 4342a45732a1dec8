using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>All that is done with one platform. What <see cref="Readers"/> does not have the product does not promise.</summary>
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

    /// <summary>By object, what reads it; in this order a sync reads them.</summary>
    IReadOnlyDictionary<string, ContentReader> Readers { get; }

    /// <summary>By object, why it can be read only, or not at all.</summary>
    IReadOnlyDictionary<string, string> Reasons { get; }

    /// <summary>Proves the rights that are needed, by calls that need them. Whatever the platform answers is a finding and no failure.</summary>
    Task<ConnectionCheck> VerifyAsync(PlatformConnection connection, CancellationToken cancellationToken);
}

/// <summary>Reads one kind of object, a page of it at a time.</summary>
/// <param name="Credentials">The kinds of credentials that open it.</param>
/// <param name="ReadAsync">From where the cursor says; null: from the beginning.</param>
public sealed record ContentReader(
    IReadOnlyList<string> Credentials,
    Func<PlatformConnection, string?, CancellationToken, Task<ContentBatch>> ReadAsync
);

/// <param name="Next">Where the next page begins; null: this was the last.</param>
/// <param name="Total">As the platform says; null: it does not.</param>
public sealed record ContentBatch(IReadOnlyList<FoundContent> Contents, string? Next, int? Total);

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

/// <summary>A platform does not give what a sync asked for.</summary>
/// <param name="message">For the person: what is wrong, and what to do about it.</param>
public sealed class PlatformUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the person must see to; null: it may be better the next time.</summary>
    public ConnectionCheck? Check { get; init; }

    /// <summary>Only this object is out of reach.</summary>
    public bool IsOfObject { get; init; }

    /// <summary>The platform wants to be left alone so long; null: it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
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
