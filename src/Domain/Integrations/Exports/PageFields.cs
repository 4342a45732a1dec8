namespace AiWebBuilder.Domain.Integrations.Exports;

/// <summary>What of a page is written.</summary>
public static class PageFields
{
    public const string Title = "title";
    public const string Excerpt = "excerpt";
    public const string Content = "content";

    public static IReadOnlyList<string> All { get; } = [Title, Excerpt, Content];
}
