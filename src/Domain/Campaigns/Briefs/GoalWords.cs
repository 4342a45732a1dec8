namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>
/// By which words a goal is known, in each language: <c>Goals/*.json</c>, a list for each kind of goal. A word that begins with <c>^</c>
/// must begin the goal; a short one in Latin letters must begin a word ("timetable" holds no table), a longer one may end a compound.
/// </summary>
internal static class GoalWords
{
    /// <summary>No goal of its own: what is reserved is a table.</summary>
    private const string Table = "table";
    private const string Acts = "acts";
    private const string Targets = "targets";

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

    /// <summary>
    /// Whether the words are what a visitor would do, as the language's <c>acts</c> say, and no target of the owner's (<c>targets</c>): "Get
    /// more customers". An act begins the goal, or is an ending: <c>…er…</c> of its first word, <c>…en</c> of its last. Where a language has no
    /// acts, owners give goals as they would put them on a button.
    /// </summary>
    /// <param name="language">The primary subtag.</param>
    public static bool IsAct(string text, string language)
    {
        var said = WordPacks.Fold(text);
        return Packs.Of(language).FirstOrDefault() is not { } words
            || !words.GetValueOrDefault(Targets, []).Any(target => WordPacks.IndexIn(said, target) >= 0)
                && (!words.TryGetValue(Acts, out var acts) || acts.Any(act => Says(said, act)));
    }

    private static bool Says(string text, string act)
    {
        if (act[0] != '…')
        {
            return text.StartsWith(act, StringComparison.OrdinalIgnoreCase)
                && (text.Length == act.Length || !char.IsLetter(text[act.Length]));
        }
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ending = act.Trim('…');
        var verb = act[^1] == '…' ? words[0] : words[^1];
        return verb.Length > ending.Length + 1
            && verb.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
            // "Termine für Gruppen" ends in a noun.
            && (words.Length == 1 || act[^1] == '…' || char.IsLower(verb[0]));
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
