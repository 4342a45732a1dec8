namespace AiWebBuilder.Domain.Integrations;

/// <summary>What the last sync found about a content, against the one before.</summary>
public static class ContentChanges
{
    public const string New = "new";
    public const string Changed = "changed";
    public const string Unchanged = "unchanged";
    public const string Removed = "removed";

    public static IReadOnlyList<string> All { get; } = [New, Changed, Unchanged, Removed];
}
