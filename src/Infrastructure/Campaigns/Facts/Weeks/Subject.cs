using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>What times are said of.</summary>
/// <param name="Days">None: only the date or season.</param>
internal sealed record Subject(IReadOnlyList<string>? Days)
{
    public string? When { get; init; }

    public string? Daytime { get; init; }

    public bool IsOnly { get; init; }

    /// <summary>Whether it is one such day of a month: "first Saturday".</summary>
    public bool IsOrdinal { get; init; }

    /// <summary>Whether it stands for the days that were not named before.</summary>
    public bool IsRest { get; init; }
}

internal static class Subjects
{
    /// <summary>Days and dates in a list; a season restricts the days that it stands beside.</summary>
    public static List<Subject> Of(IReadOnlyList<Piece> names)
    {
        List<Subject> subjects = [];
        string? season = null;
        for (var i = 0; i < names.Count; i++)
        {
            var (part, gap) = names[i];
            // "The rest of the year Wed-Sun"
            if (
                part.Days?.IsRest == true
                && i + 1 < names.Count
                && names[i + 1] is { Part.Kind: PartKind.Days, Gap: <= Gap.Sign }
            )
            {
                season = null;
                continue;
            }

            if (
                part.Kind == PartKind.Days
                && subjects is [.., { Days: { } list, IsOrdinal: false, IsRest: false } same]
                && same.When == season
                && (same.Daytime, same.IsOnly) == (part.Daytime, part.IsOnly)
                && !part.Days!.IsRest
            )
            {
                subjects[^1] = same with { Days = [.. list.Union(part.Days.Names, StringComparer.Ordinal)] };
                continue;
            }

            if (part.Kind == PartKind.Days)
            {
                subjects.Add(
                    new Subject(part.Days!.Names)
                    {
                        When = season,
                        Daytime = part.Daytime,
                        IsOnly = part.IsOnly,
                        IsRest = part.Days.IsRest,
                    }
                );
                continue;
            }

            var (when, own) = (part.When!, part.Days?.Names);
            if (own is not null)
            {
                subjects.Add(
                    new Subject(own)
                    {
                        When = when,
                        Daytime = part.Daytime,
                        IsOrdinal = true,
                    }
                );
            }
            // "Sundays in winter", "daily from May to September"
            else if (
                subjects is [.., { Days: not null, When: null, IsRest: false } last]
                && gap is Gap.None or Gap.Sign or Gap.Bracket
                && IsSeason(when)
            )
            {
                subjects[^1] = last with { When = when };
            }
            // "in July and August, Saturdays"; "Sundays and 1 May" are both.
            else if (
                i + 1 < names.Count
                && names[i + 1] is { Part.Kind: PartKind.Days, Gap: not Gap.And }
                && IsSeason(when)
            )
            {
                season = when;
            }
            else
            {
                subjects.AddRange(
                    part.Others.Prepend(when).Select(day => new Subject(null) { When = day, Daytime = part.Daytime })
                );
            }
        }

        return subjects;
    }

    /// <summary>A month, a span of days, or words such as winter and holidays; no single day.</summary>
    public static bool IsSeason(string when) =>
        !when.StartsWith("--", StringComparison.Ordinal)
        || when.Length == 4
        || when.Contains('/', StringComparison.Ordinal);
}
