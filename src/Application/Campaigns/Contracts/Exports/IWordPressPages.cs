using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Contracts.Exports;

/// <summary>A campaign's pages as a WordPress site keeps them, for the module that writes them there.</summary>
public interface IWordPressPages
{
    /// <param name="server">The product's own address, <c>https://host</c>, below which forms post while the campaign is published.</param>
    /// <param name="places">Where on the site things stand.</param>
    /// <exception cref="DomainException">NotFound: the account has no such campaign.</exception>
    Task<WordPressSite> ComposeAsync(
        Guid campaignId,
        string server,
        WordPressPlaces places,
        CancellationToken cancellationToken
    );
}
