namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>The visual styles: how large, how round, how loud.</summary>
public static class ThemeStyles
{
    public static IReadOnlyList<string> All { get; } = ["editorial", "bold", "soft", "minimal", "playful", "technical"];
}
