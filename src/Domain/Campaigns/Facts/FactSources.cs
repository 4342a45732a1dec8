namespace AiWebBuilder.Domain.Campaigns.Facts;

/// <summary>Who found a fact.</summary>
public static class FactSources
{
    /// <summary>It stands in the brief.</summary>
    public const string Brief = "brief";

    /// <summary>A person stated or corrected it.</summary>
    public const string Person = "person";

    /// <summary>It stands on a page that was imported.</summary>
    public const string Import = "import";

    public static IReadOnlyList<string> All { get; } = [Brief, Person, Import];
}
