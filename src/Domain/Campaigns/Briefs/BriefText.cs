namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>The words of a brief without what says nothing and can disguise a text as another.</summary>
public static class BriefText
{
    /// <summary>Longest stretch of one field that is read.</summary>
    private const int MaxFieldLength = 20_000;

    private const int MaxGoals = 50;

    /// <summary>All texts of the brief, one per line, each cut to its first 20,000 UTF-16 code units.</summary>
    public static string Of(Brief brief) =>
        string.Join(
            '\n',
            new[] { brief.Name, brief.Description, brief.TargetAudience }
                .Concat(brief.Goals.Take(MaxGoals))
                .Append(brief.BrandGuidelines)
                .Select(Clean)
        );

    /// <summary>Without control characters and bidirectional overrides.</summary>
    public static string Clean(string? text) =>
        text is null
            ? ""
            : new string([
                .. text.Take(MaxFieldLength)
                    .Where(c =>
                        c is '\n'
                        || !(char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                    ),
            ]).Trim();
}
