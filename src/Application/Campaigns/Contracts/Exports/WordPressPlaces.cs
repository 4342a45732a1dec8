namespace AiWebBuilder.Application.Campaigns.Contracts.Exports;

/// <param name="PageOf">Of a page, by its key.</param>
/// <param name="UploadOf">Of an upload; null: the site has none, and it stays where the product serves it.</param>
/// <param name="MarkOf">Of a page, by its key: a class of its outermost block, by which it is found again.</param>
public sealed record WordPressPlaces(
    Func<string, string> PageOf,
    Func<Guid, string?> UploadOf,
    Func<string, string> MarkOf
)
{
    /// <summary>Pages, by their keys, that stand in a frame of the site's own: header and footer stay away.</summary>
    public Func<string, bool> IsFramed { get; init; } = _ => false;

    /// <summary>Where nothing stands yet.</summary>
    public static WordPressPlaces None { get; } = new(key => $"#{key}", _ => null, _ => "");
}
