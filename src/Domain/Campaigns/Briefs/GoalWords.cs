namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>
/// By which words a goal is known, in each language: <c>Goals/*.json</c>, a list for each kind of goal. A word that begins with <c>^</c>
/// must begin the goal; a short one in Latin letters must begin a word ("timetable" holds no table), a longer one may end a compound.
/// </summary>
internal static class GoalWords
{
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

    private static readonly WordPacks Packs = new("goals/");

    public static IEnumerable<string> Languages => Packs.Languages;

    /// <summary>Told by the language of the brief first, by that of the goal and by English then: other languages have false friends.</summary>
    /// <param name="language">BCP 47.</param>
    /// <returns><c>contact</c> when no word tells.</returns>
    public static string KindOf(string text, string language)
    {
        var said = WordPacks.Fold(text);
        return Packs
                .Of(language, BriefLanguage.OfText(text), "en")
                .Select(words => Array.Find(Kinds, kind => IsSaid(said, words, kind)))
                .FirstOrDefault(kind => kind is not null)
            ?? "contact";
    }

    public static bool SpeaksOfTable(string text, string language)
    {
        var said = WordPacks.Fold(text);
        return Packs.Of(language, BriefLanguage.OfText(text), "en").Any(words => IsSaid(said, words, Table));
    }

    private static bool IsSaid(string text, IReadOnlyDictionary<string, string[]> words, string kind) =>
        words.TryGetValue(kind, out var known) && known.Any(word => Mentions(text, word));

    private static bool Mentions(string text, string word)
    {
        if (word[0] == '^')
        {
            return text.StartsWith(word[1..], StringComparison.OrdinalIgnoreCase);
        }
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; )
        {
            if (at == 0 || word.Length > 5 || !WordPacks.IsAlphabetic(word[0]) || !char.IsLetter(text[at - 1]))
            {
                return true;
            }
            at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase);
        }
        return false;
    }
}
