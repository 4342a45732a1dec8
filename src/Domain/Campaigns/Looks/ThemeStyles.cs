namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>The visual styles: how large, how round, how loud.</summary>
public static class ThemeStyles
{
    public static IReadOnlyList<string> All { get; } = ["editorial", "bold", "soft", "minimal", "playful", "technical"];
}

/// <summary>How large all letters are, and what is measured by them.</summary>
public static class TextSizes
{
    public const string Normal = "normal";

    /// <summary>From the smallest.</summary>
    public static IReadOnlyList<string> All { get; } = ["small", Normal, "large"];
}
