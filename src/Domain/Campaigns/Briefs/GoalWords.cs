using System.Collections.Frozen;
using System.Text.Json;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>
/// By which words a goal is known, in each language: <c>Goals/*.json</c>, a list for each kind of goal. A word that begins with <c>^</c>
/// must begin the goal; a short one in Latin letters must begin a word ("timetable" holds no table), a longer one may end a compound.
/// </summary>
internal static class GoalWords
{
    private const string Folder = "goals/";

    /// <summary>No goal of its own: what is reserved is a table.</summary>
    private const string Table = "table";

    /// <summary>In the order in which they are looked for: a "waiting list for the newsletter" is a waiting list.</summary>
    private static readonly string[] Kinds =
    [
        "waiting-list",
        "reply",
        "donate",
        "share",
        "call-back",
        "call",
        "availability",
        "quote",
        "demo",
        "trial",
        "viewing",
        "download",
        "consult",
        "reserve",
        "order",
        "subscribe",
        "find",
        "see",
        "book",
        "membership",
        "register",
        "buy",
        "visit",
    ];

    private static readonly FrozenDictionary<string, Dictionary<string, string[]>> Packs = Read();

    public static IEnumerable<string> Languages => Packs.Keys;

    /// <summary>Told by the language of the brief first, by English then, and by any other at last.</summary>
    /// <param name="language">BCP 47.</param>
    /// <returns><c>contact</c> when no word tells.</returns>
    public static string KindOf(string text, string language) =>
        InOrder(language)
            .Select(words => Array.Find(Kinds, kind => IsSaid(text, words, kind)))
            .FirstOrDefault(kind => kind is not null)
        ?? "contact";

    public static bool SpeaksOfTable(string text, string language) =>
        InOrder(language).Any(words => IsSaid(text, words, Table));

    private static IEnumerable<Dictionary<string, string[]>> InOrder(string language)
    {
        var first = language.Split('-')[0];
        first = first is "no" or "nn" ? "nb" : first;
        return Packs
            .OrderBy(pack => pack.Key != first)
            .ThenBy(pack => pack.Key != "en")
            .ThenBy(pack => pack.Key, StringComparer.Ordinal)
            .Select(pack => pack.Value);
    }

    private static bool IsSaid(string text, Dictionary<string, string[]> words, string kind) =>
        words.TryGetValue(kind, out var known) && known.Any(word => Mentions(text, word));

    private static bool Mentions(string text, string word)
    {
        if (word[0] == '^')
        {
            return text.StartsWith(word[1..], StringComparison.OrdinalIgnoreCase);
        }
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; )
        {
            if (at == 0 || word.Length > 5 || !IsAlphabetic(word[0]) || !char.IsLetter(text[at - 1]))
            {
                return true;
            }
            at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase);
        }
        return false;
    }

    /// <summary>Latin, Greek, Cyrillic: scripts whose words stand apart and whose short words are parts of long ones.</summary>
    private static bool IsAlphabetic(char letter) => letter < '\u0530';

    private static FrozenDictionary<string, Dictionary<string, string[]>> Read()
    {
        var assembly = typeof(GoalWords).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name[Folder.Length..],
                name =>
                {
                    using var file = assembly.GetManifestResourceStream(name)!;
                    return JsonSerializer.Deserialize<Dictionary<string, string[]>>(file)!;
                },
                StringComparer.Ordinal
            );
    }
}
