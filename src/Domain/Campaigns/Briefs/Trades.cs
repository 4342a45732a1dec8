using System.Text.Json;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>
/// What trade a business is of, for its plan and its looks: told by the words of <c>TradeWords/*.json</c>, a list for each trade in each
/// language. What its pages call it is <see cref="SchemaOrgType"/>.
/// </summary>
public static class Trades
{
    public const string Generic = "generic";

    private const string Webinar = "webinar";

    /// <summary>A business says what it is at the beginning; what follows tells of its town and its customers.</summary>
    private const int Beginning = 1_000;

    private static readonly Trade Unknown = new(Generic, "arches", "editorial", "#FBFAF7", "#2E4650", "#B5653B");

    private static readonly WordPacks Words = new("trade-words/");

    private static readonly IReadOnlyList<Trade> Known = Read();

    /// <summary>The drawings that trades have, and that a person may choose from.</summary>
    public static IReadOnlyList<string> Motifs { get; } =
    [.. Known.Append(Unknown).Select(trade => trade.Motif).Distinct().Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Names => Known.Select(trade => trade.Name);

    /// <summary>
    /// Told by the business type where there is one that tells; else by the name, of which each word counts more, and the beginning
    /// of the description together. What is sold outranks who sells it: a consultancy's webinar is sold as a webinar, and looks like
    /// the consultancy.
    /// </summary>
    public static Trade Of(Brief brief)
    {
        var packs = Words
            .Of(
                brief.Language ?? "en",
                BriefLanguage.OfText($"{brief.BusinessType} {brief.Name}. {brief.Description}"),
                "en"
            )
            .ToList();
        var trade = NamedBy(brief.BusinessType, brief.Language ?? "en") ?? MostIn(brief, packs) ?? Unknown;
        return trade.Name == Webinar || !packs.Any(words => IsWebinar(brief, words))
            ? trade
            : trade with
            {
                Name = Webinar,
            };
    }

    /// <summary>Whether the words name a trade in that language.</summary>
    public static bool IsNamedIn(string words, string language) =>
        Words.Of([language]).Any(pack => Mentions(words, pack).Any());

    private static bool IsWebinar(Brief brief, IReadOnlyDictionary<string, string[]> words) =>
        words.TryGetValue(Webinar, out var said)
        && said.Any(word =>
            new[] { brief.Name, brief.Description, brief.BusinessType }.Any(text =>
                text is not null && WordPacks.IndexIn(WordPacks.Fold(text), word) >= 0
            )
        );

    // Whoever chooses a word for the trade may take it from any language: the longest word says most.
    private static Trade? NamedBy(string? text, string language) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : Words
                .From(language)
                .SelectMany(pack => Mentions(text, pack))
                .OrderBy(one => one.Trade.IsBroad)
                .ThenByDescending(one => one.Length)
                .Select(one => one.Trade)
                .FirstOrDefault();

    private static Trade? MostIn(Brief brief, List<IReadOnlyDictionary<string, string[]>> packs)
    {
        var description = brief.Description ?? "";
        description = description.Length <= Beginning ? description : description[..Beginning];
        return packs
            .Select(pack =>
                Mentions(brief.Name, pack)
                    .Select(one => (one.Trade, one.At, Weight: 3))
                    .Concat(
                        Mentions(description, pack)
                            .Select(one => (one.Trade, At: one.At + brief.Name.Length, Weight: 2))
                    )
                    .GroupBy(one => one.Trade)
                    .OrderBy(group => group.Key.IsBroad)
                    .ThenByDescending(group => group.Sum(one => one.Weight))
                    .ThenBy(group => group.Min(one => one.At))
                    .FirstOrDefault()
                    ?.Key
            )
            .FirstOrDefault(trade => trade is not null);
    }

    /// <summary>
    /// Each word that is said, where it is said first. Of two that share letters the first counts, and of two that begin together the
    /// longer one: a "Zahnarztpraxis" is no "Arztpraxis".
    /// </summary>
    private static IEnumerable<(Trade Trade, int At, int Length)> Mentions(
        string text,
        IReadOnlyDictionary<string, string[]> pack
    )
    {
        text = WordPacks.Fold(text);
        var end = 0;
        foreach (
            var one in Known
                .SelectMany(trade =>
                    pack.GetValueOrDefault(trade.Name, [])
                        .Select(word => (Trade: trade, At: WordPacks.IndexIn(text, word), word.Length))
                )
                .Where(one => one.At >= 0)
                .OrderBy(one => one.At)
                .ThenByDescending(one => one.Length)
        )
        {
            if (one.At >= end)
            {
                end = one.At + one.Length;
                yield return one;
            }
        }
    }

    private static List<Trade> Read()
    {
        using var file = typeof(Trades).Assembly.GetManifestResourceStream("trades.json")!;
        return JsonSerializer.Deserialize<List<Trade>>(file, JsonSerializerOptions.Web)!;
    }
}
