namespace AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

/// <summary>What becomes of a section when its page is read again.</summary>
public static class SectionOutcomes
{
    /// <summary>It says what it said.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>It was changed there, and is now as it is there.</summary>
    public const string Updated = "updated";

    /// <summary>It is new there, and now here, too.</summary>
    public const string Added = "added";

    /// <summary>It is no longer there, and no longer here.</summary>
    public const string Removed = "removed";

    /// <summary>It was changed or removed there, and worked on here: what is here stays.</summary>
    public const string Kept = "kept";

    /// <summary>It was changed there, and deleted here: it stays deleted.</summary>
    public const string Deleted = "deleted";

    /// <summary>The block does not take what is there now: what is here stays.</summary>
    public const string Refused = "refused";

    public static IReadOnlyList<string> All { get; } = [Unchanged, Updated, Added, Removed, Kept, Deleted, Refused];
}
