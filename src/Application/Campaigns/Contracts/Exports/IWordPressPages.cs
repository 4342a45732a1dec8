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

/// <param name="PageOf">Of a page, by its key.</param>
/// <param name="UploadOf">Of an upload; null: the site has none, and it stays where the product serves it.</param>
/// <param name="MarkOf">Of a page, by its key: a class of its outermost block, by which it is found again.</param>
public sealed record WordPressPlaces(
    Func<string, string> PageOf,
    Func<Guid, string?> UploadOf,
    Func<string, string> MarkOf
)
{
    /// <summary>Where nothing stands yet.</summary>
    public static WordPressPlaces None { get; } = new(key => $"#{key}", _ => null, _ => "");
}
