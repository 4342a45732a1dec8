namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>How large all letters are, and what is measured by them.</summary>
public static class TextSizes
{
    public const string Normal = "normal";

    /// <summary>From the smallest.</summary>
    public static IReadOnlyList<string> All { get; } = ["small", Normal, "large"];
}
