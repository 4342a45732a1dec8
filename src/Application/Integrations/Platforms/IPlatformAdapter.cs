using AiWebBuilder.Application.Integrations.Platforms.Reading;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>All that is done with one platform. What <see cref="Readers"/>, <see cref="Writer"/> and <see cref="Leads"/> do not have the product does not promise.</summary>
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

    /// <summary>Null: it gives no pages.</summary>
    IPageSource? Pages { get; }

    /// <summary>Null: nothing can be written there.</summary>
    IPageWriter? Writer { get; }

    /// <summary>Null: contacts cannot be made there.</summary>
    ILeadWriter? Leads { get; }

    /// <summary>By object, why it can be read only, or not at all.</summary>
    IReadOnlyDictionary<string, string> Reasons { get; }

    /// <param name="kind">Of a message, as the platform calls it.</param>
    WebhookAction WebhookActionOf(string kind);

    /// <summary>Proves the rights that are needed, by calls that need them. Whatever the platform answers is a finding and no failure.</summary>
    Task<ConnectionCheck> VerifyAsync(PlatformConnection connection, CancellationToken cancellationToken);
}
