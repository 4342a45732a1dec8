using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Integrations.Authorizations;

/// <summary>A platform on whose own pages a person grants access, so that nobody copies secrets.</summary>
public interface IPlatformGrant
{
    string Platform { get; }

    /// <summary>Where the person grants or refuses it.</summary>
    /// <param name="siteUrl">Null: the platform has one address for all.</param>
    /// <exception cref="DomainException">Conflict: it cannot be granted there.</exception>
    Task<string> ConsentAddressAsync(string? siteUrl, string state, CancellationToken cancellationToken);

    /// <summary>Turns what the person came back with into access.</summary>
    /// <param name="answer">The query that the platform sent the browser back with.</param>
    /// <exception cref="DomainException">Conflict: it was refused, or is not what the platform gave.</exception>
    Task<GrantedAccess> RedeemAsync(string? siteUrl, JsonObject answer, CancellationToken cancellationToken);
}
