namespace AiWebBuilder.Application.Campaigns.Contracts.Exports;

/// <param name="Pages">The first page first.</param>
/// <param name="Emails">What WordPress has no place for.</param>
public sealed record WordPressSite(IReadOnlyList<WordPressPage> Pages, IReadOnlyList<NamedPage> Emails);

/// <param name="Key">Its page key in the campaign.</param>
public sealed record NamedPage(string Key, string Title);
