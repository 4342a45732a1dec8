namespace AiWebBuilder.Application.Campaigns.Contracts.Exports;

/// <param name="Key">Its page key in the campaign: <c>index</c> for the first.</param>
/// <param name="Slug">What its address ends in on a site that has no other page of that name.</param>
/// <param name="Excerpt">What search engines show of it; empty: nothing was said.</param>
/// <param name="Styles">One custom-HTML block.</param>
/// <param name="Body">One group of blocks.</param>
/// <param name="Components">By the ids that their sections bear.</param>
/// <param name="Uploads">That it shows or offers.</param>
public sealed record WordPressPage(
    string Key,
    string Slug,
    string Title,
    string Excerpt,
    string Styles,
    string Body,
    IReadOnlyDictionary<string, Guid> Components,
    IReadOnlyList<Guid> Uploads
);
