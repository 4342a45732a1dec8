namespace AiWebBuilder.Infrastructure.Markup;

/// <param name="Media">The condition of the <c>@media</c> that it stands in, in lower case; empty: none.</param>
internal sealed record CssRule(string Media, string Selector, IReadOnlyDictionary<string, string> Declarations);
