using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Integrations.Platforms.Writing;

/// <summary>Makes contacts of what visitors send.</summary>
public interface ILeadWriter
{
    /// <summary>The kinds of credentials that allow it.</summary>
    IReadOnlyList<string> Credentials { get; }

    bool Allows(JsonObject credentials);

    /// <summary>Once, however often it is called for a lead.</summary>
    /// <returns>The platform's id of the contact; null: it says none.</returns>
    /// <exception cref="PlatformUnavailableException">It was not taken; what is known is why.</exception>
    /// <exception cref="LeadRefusedException">The platform takes no such contact, however often it is asked.</exception>
    Task<string?> SendAsync(PlatformConnection connection, Lead lead, CancellationToken cancellationToken);
}
