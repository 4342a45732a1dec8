using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Application.Analytics.Ingestion.Bots;

/// <summary>
/// The programs that say in their user agent that they are one: <c>crawler-user-agents.json</c> as its authors publish it, and beside
/// it <c>bots.json</c> with what the list has too much (people's browsers; libraries with which servers report orders) or too little.
/// </summary>
/// <remarks>
/// One joined regex of all takes milliseconds for a person's browser, which fits none of them. Nearly all patterns are plain text,
/// and those are found in one pass; the rest are one regex.
/// </remarks>
internal static partial class KnownBots
{
    private static readonly (SearchValues<string> Texts, Regex Patterns) Known = Load();

    /// <summary>Whether the user agent is a known program's.</summary>
    public static bool Include(string userAgent) =>
        userAgent.AsSpan().ContainsAny(Known.Texts) || Known.Patterns.IsMatch(userAgent);

    private static (SearchValues<string>, Regex) Load()
    {
        var own = Read<OwnList>("bots.json");
        var patterns = Read<Entry[]>("crawler-user-agents.json")
            .Where(entry => !own.People.Contains(entry.Pattern) && !entry.Tags.Intersect(own.PeoplesTags).Any())
            .Select(entry => entry.Pattern)
            .Concat(own.Bots)
            .ToLookup(pattern => Special().IsMatch(Escape().Replace(pattern, "")));
        return (
            SearchValues.Create(
                [.. patterns[false].Select(text => Escape().Replace(text, "${sign}"))],
                StringComparison.Ordinal
            ),
            new Regex(
                string.Join('|', patterns[true].Select(pattern => $"(?:{pattern})")),
                RegexOptions.Compiled | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(10)
            )
        );
    }

    private static T Read<T>(string name)
    {
        using var stream = typeof(KnownBots).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)!;
    }

    /// <summary>A character that stands for itself, as the list writes it.</summary>
    [GeneratedRegex(@"\\(?<sign>[^A-Za-z0-9])", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"[\\^$.*+?()\[\]{}|]", RegexOptions.None, 10_000)]
    private static partial Regex Special();

    private sealed record Entry(string Pattern, IReadOnlyList<string> Tags);

    /// <param name="List">Name, version and licence of the other list.</param>
    /// <param name="People">Patterns of the list that browsers of people match.</param>
    /// <param name="PeoplesTags">Tags of the list whose programs are somebody's tools.</param>
    /// <param name="Bots">Patterns that the list lacks.</param>
    private sealed record OwnList(
        string List,
        IReadOnlyList<string> People,
        IReadOnlyList<string> PeoplesTags,
        IReadOnlyList<string> Bots
    );
}
