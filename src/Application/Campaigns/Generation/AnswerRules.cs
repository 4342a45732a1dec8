using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>
/// What a model must not say, as far as a rule can see it: an answer with such a finding is asked for again, and never lands. Whatever the
/// owner said, in the brief or in the instruction, may be said.
/// </summary>
internal sealed partial class AnswerRules
{
    // Shorter texts tell too little of their language, and may be said twice.
    private const int TellingLetters = 120;
    private const int RepeatedLength = 40;

    /// <summary>Members that are read one after the other; a name or a heading may well stand twice.</summary>
    private static readonly string[] Running = ["/lead", "/text", "/body", "/answer", "/note"];

    /// <summary>Members that no visitor reads: references, choices, ids.</summary>
    private static readonly string[] Unread = ["to", "ref", "id", "variant", "tone", "icon", "kind", "v"];

    // Stems in the languages of the brief readers: what only an owner can promise or has been given.
    private static readonly string[] Claims =
    [
        "guarantee",
        "garantie",
        "garantiert",
        "garantía",
        "garantiza",
        "garanzia",
        "garantia",
        "gwarancj",
        "保証",
        "ضمان",
        "אחריות מלאה",
        "award",
        "ausgezeichnet",
        "preisgekrönt",
        "primé",
        "premiad",
        "premiat",
        "nagradzan",
        "受賞",
        "جائزة",
        "certified",
        "zertifiziert",
        "certifié",
        "certificad",
        "certificat",
        "認定",
        "number one",
        "market leader",
        "marktführer",
        "leader du marché",
        "líder del mercado",
        "money-back",
        "geld-zurück",
    ];

    private readonly string sources;
    private readonly string said;
    private readonly string language;
    private readonly IReadOnlySet<string> neighbours;
    private readonly IReadOnlySet<string> given;
    private readonly PriceRules prices;
    private readonly QuoteRules quotes;

    /// <param name="brief">The owner's words: brief and instruction.</param>
    /// <param name="standing">The texts of the section itself, when it is reworked: they may stay.</param>
    /// <param name="language">BCP 47 tag that the page is in.</param>
    /// <param name="neighbours">The texts of the other sections of the page.</param>
    /// <param name="facts">By their ids.</param>
    public AnswerRules(
        string brief,
        IReadOnlySet<string> standing,
        string language,
        IReadOnlySet<string> neighbours,
        IReadOnlyDictionary<string, BlockFact> facts
    )
    {
        (this.language, this.neighbours) = (language, neighbours);
        sources = string.Join('\n', standing.Prepend(brief));
        said = Spaces().Replace(sources, " ");
        // What people have stated since stands in no brief.
        given = CopyChecks.NumbersIn(
            string.Join(
                '\n',
                facts.Values.Select(fact => fact.Value.ToJsonString(Briefing.PromptJson)).Prepend(sources)
            )
        );
        prices = new PriceRules(sources, facts);
        quotes = new QuoteRules(brief, standing);
    }

    /// <param name="props">Valid by the block's schema.</param>
    public IReadOnlyList<PropFinding> Check(string kind, JsonObject props)
    {
        List<PropFinding> findings = [];
        var texts = new List<(string Path, string Text)>();
        Collect("", props, texts);
        if (kind == "custom")
        {
            texts =
            [
                .. texts.Where(one => one.Path != "/css").Select(one => (one.Path, ReadableIn(one.Path, one.Text))),
            ];
        }
        foreach (var (path, text) in texts)
        {
            findings.AddRange(OneText(path, text));
        }
        findings.AddRange(prices.Check("", props));
        if (kind is SectionKinds.Quotes or SectionKinds.EmailQuote)
        {
            findings.AddRange(quotes.Check(props));
        }
        var all = string.Join('\n', texts.Select(one => one.Text));
        if (
            all.Count(char.IsLetter) >= TellingLetters
            && BriefLanguage.Another(all, language) is { } spoken
            // The owner's own words may be quoted in the language that they are in.
            && !IsSame(spoken, BriefLanguage.OfText(sources))
        )
        {
            findings.Add(new("", $"are written in another language ({spoken}) than the page ({language})."));
        }
        return findings;
    }

    private IEnumerable<PropFinding> OneText(string path, string text)
    {
        // Where a text was cut to fit, its last word says nothing: it may be half a number.
        text = text.EndsWith('…') ? text[..(text.LastIndexOf(' ') + 1)] : text;
        var unsourced = CopyChecks
            .NumbersIn(text)
            .Where(number => number.Length > 1 && !given.Contains(number))
            .ToArray();
        if (unsourced.Length > 0)
        {
            yield return new(path, $"states {string.Join(", ", unsourced)}, which the brief does not give.");
        }
        else if (prices.FaultOf(text) is { } fault)
        {
            yield return new(path, fault);
        }
        foreach (Match match in Address().Matches(text))
        {
            if (!said.Contains(match.Value, StringComparison.OrdinalIgnoreCase))
            {
                yield return new(path, $"names {match.Value}, which the brief does not give.");
            }
        }
        foreach (Match quote in Quote().Matches(text))
        {
            if (!IsSaid(quote.Groups["words"].Value))
            {
                yield return new(path, "quotes somebody whom the brief does not quote.");
            }
        }
        if (Claims.FirstOrDefault(claim => Says(text, claim) && !Says(said, claim)) is { } made)
        {
            yield return new(path, $"claims something (“{made}”) that the brief does not.");
        }
        if (CopyChecks.PlaceholderIn(text) is { } left)
        {
            yield return new(path, $"has “{left}” left to be filled in.");
        }
        if (Excuse().IsMatch(text) && !Excuse().IsMatch(said))
        {
            yield return new(path, "speaks of the writer instead of the business.");
        }
        if (
            text.Length >= RepeatedLength
            && Running.Any(name => path.EndsWith(name, StringComparison.Ordinal))
            && neighbours.Contains(text)
        )
        {
            yield return new(path, "stands in another section of the page already.");
        }
    }

    /// <summary>Of code, what a visitor reads: widths and colours state nothing.</summary>
    private static string ReadableIn(string path, string text) =>
        path == "/html"
            ? string.Join(
                '\n',
                new HtmlParser()
                    .ParseDocument(text)
                    .Body!.Descendants<IText>()
                    .Where(node => node.ParentElement?.LocalName is not ("style" or "script"))
                    .Select(node => node.Text)
            )
            : text;

    /// <summary>The texts of props that somebody reads.</summary>
    public static IEnumerable<string> TextsOf(JsonObject props)
    {
        var texts = new List<(string Path, string Text)>();
        Collect("", props, texts);
        return texts.Select(one => one.Text);
    }

    private static void Collect(string path, JsonNode? node, List<(string Path, string Text)> texts)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.Where(member => !Unread.Contains(member.Key)))
                {
                    Collect($"{path}/{name}", value, texts);
                }
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Collect($"{path}/{i}", items[i], texts);
                }
                break;
            // The ids of facts: a kind, and a number behind a dash.
            case JsonValue value when value.TryGetValue<string>(out var text) && !FactId().IsMatch(text):
                texts.Add((path, text));
                break;
            default:
                break;
        }
    }

    private bool IsSaid(string words) =>
        said.Contains(Spaces().Replace(words, " ").Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool Says(string text, string claim) => text.Contains(claim, StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(string one, string other) =>
        string.Equals(one.Split('-')[0], other.Split('-')[0], StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(
        @"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}|(?:https?://|www\.)[^\s<>()]+",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Address();

    // Four words at least: a title or a single word in quotation marks is nobody's sentence.
    [GeneratedRegex(
        @"[“„«「""](?<words>[^”“»」""]*(?:\s[^”“»」""\s]+){3,}|[^”“»」""]{24,})[”“»」""]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Quote();

    [GeneratedRegex(
        @"\bas an ai\b|language model|\bi(?:'|’)m sorry,? but\b|\bi (?:cannot|can(?:'|’)t) (?:help|assist|provide|create|write)\b|als ki\b|sprachmodell|en tant qu(?:'|’)ia\b|modèle de langage|como ia\b|modelo de lenguaje|言語モデル|نموذج لغوي|מודל שפה",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Excuse();

    [GeneratedRegex("^[a-zA-Z]+-[0-9a-f]{8}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex FactId();
}
