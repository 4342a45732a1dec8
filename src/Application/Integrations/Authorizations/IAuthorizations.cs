namespace AiWebBuilder.Application.Integrations.Authorizations;

/// <summary>Who is away at a platform to grant access, and the tokens that came of it.</summary>
public interface IAuthorizations
{
    /// <summary>Keeps who begins, in the present unit of work.</summary>
    /// <param name="state">Goes to the platform and comes back.</param>
    /// <param name="browserKey">Stays in the browser that began.</param>
    /// <returns>When it expires.</returns>
    Task<DateTimeOffset> AddAsync(
        OpenAuthorization authorization,
        string state,
        string browserKey,
        CancellationToken cancellationToken
    );

    /// <summary>Uses it up, whatever becomes of the rest: in a transaction of its own.</summary>
    /// <returns>Null: it is unknown, used or expired, or another account's, person's or browser's.</returns>
    Task<OpenAuthorization?> TakeAsync(string state, string browserKey, CancellationToken cancellationToken);

    /// <summary>In the present unit of work; those before are gone.</summary>
    Task KeepAsync(Guid integrationId, GrantedTokens? tokens, CancellationToken cancellationToken);
}

/// <param name="SiteUrl">Null: the platform has one address for all.</param>
public sealed record OpenAuthorization(string PlatformType, string? SiteUrl);
