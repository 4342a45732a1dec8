using System.Globalization;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages.Legal;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Pages.Head;

/// <summary>
/// Title, description and locale of a page, from what the owner said. Widths are those of half-width letters: an East Asian one takes the
/// room of two.
/// </summary>
internal static class HeadTexts
{
    /// <summary>About 600 pixels, after which search engines cut.</summary>
    private const int MaxTitle = 60;

    private const int MinDescription = 120;
    public const int MaxDescription = 155;

    /// <summary>"What in Where | Name", as far as the brief says what and where.</summary>
    /// <param name="heading">The page's own first heading, for a brief that does not say what it is about.</param>
    public static string FirstTitle(Briefed briefed, string? heading)
    {
        var name = BriefName.Of(briefed.Brief.Name);
        var words = PageWords.For(briefed.Theme.Language);
        var what = name.Topic ?? TradeInOwnLanguage(briefed) ?? heading;
        what = what is null || Same(what, name.Brand) ? null : Capitalized(BriefText.Clean(what).TrimEnd('.', '。'));
        var where = WhereOf(briefed.Facts);
        // What is said already is not said twice: a title has no room.
        if (where is not null && (what ?? name.Brand).Contains(where, StringComparison.OrdinalIgnoreCase))
        {
            where = null;
        }
        return Fitting(
            name.Brand,
            what is null || where is null ? null : words.Around("title.where", what, where),
            what,
            what is null ? where : null
        );
    }

    /// <summary>"Page | Name".</summary>
    public static string Title(string page, string name) => Fitting(name, page);

    /// <summary>
    /// The owner's first sentences on the page, until there are enough of them for what search engines show.
    /// </summary>
    /// <param name="sentences">In the order in which they are wanted.</param>
    public static string? Description(IEnumerable<string> sentences, string language)
    {
        var space = language.Split('-')[0] is "ja" or "zh" or "th" ? "" : " ";
        var text = "";
        foreach (var sentence in sentences.Select(one => BriefText.Clean(one).ReplaceLineEndings(" ").Trim()))
        {
            if (sentence.Length == 0 || text.Contains(sentence, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }
            text = text.Length == 0 ? sentence : $"{Ended(text)}{space}{sentence}";
            if (TextWidth.Of(text) >= MinDescription)
            {
                break;
            }
        }
        return text.Length == 0 ? null : Cut(text, MaxDescription);
    }

    /// <summary>Cut at a word where there are words, with an ellipsis that counts.</summary>
    public static string Cut(string text, int width)
    {
        if (TextWidth.Of(text) <= width)
        {
            return text;
        }
        var (end, used) = (0, 0);
        var clusters = StringInfo.GetTextElementEnumerator(text);
        while (clusters.MoveNext())
        {
            used += TextWidth.Of(clusters.GetTextElement());
            if (used > width - 1)
            {
                break;
            }
            end = clusters.ElementIndex + clusters.GetTextElement().Length;
        }
        var kept = text[..end];
        var word = end < text.Length && text[end] == ' ' ? end : kept.LastIndexOf(' ');
        return (word > end / 2 ? kept[..word] : kept).TrimEnd(' ', ',', ';', ':', '–', '—', '-', '.', '、') + "…";
    }

    /// <summary><c>de_AT</c>, as Open Graph writes it: the campaign's country where its language is written there, else the usual one.</summary>
    public static string? LocaleOf(string language, string? country)
    {
        foreach (
            var tag in new[] { language.Contains('-') || country is null ? null : $"{language}-{country}", language }
        )
        {
            try
            {
                if (
                    tag is not null
                    && CultureInfo.GetCultureInfo(CultureInfo.CreateSpecificCulture(tag).Name, predefinedOnly: true)
                        is { Name.Length: > 0 } culture
                )
                {
                    return $"{culture.TwoLetterISOLanguageName}_{new RegionInfo(culture.Name).TwoLetterISORegionName}";
                }
            }
            catch (CultureNotFoundException)
            {
                // Nobody there writes it.
            }
        }
        return null;
    }

    /// <summary>The first of the beginnings that leaves room for the name; the last one is cut if it must.</summary>
    private static string Fitting(string name, params IReadOnlyList<string?> beginnings)
    {
        string[] some = [.. beginnings.OfType<string>()];
        if (some.Length == 0)
        {
            return Cut(name, MaxTitle);
        }
        name = Cut(name, MaxTitle * 2 / 3);
        var room = MaxTitle - TextWidth.Of(name) - 3;
        return $"{Cut(some.FirstOrDefault(one => TextWidth.Of(one) <= room) ?? some[^1], room)} | {name}";
    }

    /// <summary>What the business is, where the owner says it in the language of the page: "bakery" stands on no Japanese one.</summary>
    private static string? TradeInOwnLanguage(Briefed briefed) =>
        briefed.Brief.BusinessType is { } trade
        && !string.IsNullOrWhiteSpace(trade)
        && (
            briefed.Brief.Description?.Contains(trade.Trim(), StringComparison.OrdinalIgnoreCase) is true
            || Primary(BriefLanguage.OfText(trade)) == Primary(briefed.Theme.Language)
        )
            ? trade
            : null;

    private static string? WhereOf(FactLedger facts)
    {
        var sure = facts.All.Where(fact => !fact.Unsure).ToArray();
        return sure.Where(fact => fact.Kind == "address")
                .Select(fact => (string?)fact.Value["locality"])
                .FirstOrDefault(town => !string.IsNullOrWhiteSpace(town))
            ?? sure.Where(fact => fact.Kind == "place")
                .Select(fact => fact.Value.ToString())
                .FirstOrDefault(place => TextWidth.Of(place) <= MaxTitle / 3);
    }

    private static string Ended(string text) =>
        char.IsPunctuation(text[^1]) && text[^1] is not (')' or '"' or '»' or '”') ? text : text + ".";

    private static bool Same(string one, string other) =>
        string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Capitalized(string text) =>
        text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];

    private static string Primary(string language) => language.Split('-')[0].ToLowerInvariant();
}
