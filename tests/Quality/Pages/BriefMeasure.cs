using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Quality.Pages;

/// <summary>How well the pages of a brief say what a person has written down that they must say.</summary>
internal sealed partial record BriefMeasure(
    string Name,
    IReadOnlyList<(string Kind, string Wanted)> Placed,
    IReadOnlyList<(string Kind, string Wanted)> Dropped,
    IReadOnlyList<string> Wrong,
    int Asked,
    int Made,
    IReadOnlyList<string> EmptyLabels,
    IReadOnlyList<string> MissingHead,
    IReadOnlyList<string> Failed,
    int Letters,
    int LettersOfFrames,
    string Art
)
{
    /// <summary>What a visitor acts on: one that is missing or wrong costs a customer.</summary>
    public static IReadOnlyList<string> Strict { get; } = ["phones", "prices", "times", "addresses"];

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Briefs");

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static async Task<BriefMeasure> OfAsync(string name)
    {
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.json")))!;
        var expected = file["expected"]!.Deserialize<Expected>(JsonSerializerOptions.Web)!;
        var (details, language) = WrittenCampaign.BriefOf(file["brief"]!);
        var written = await WrittenCampaign.OfAsync(details, language);
        // What the law asks for says of itself what it says.
        var composed = written
            .Pages.Where(page => written.Campaign.Plan!.Pages.Any(one => one.Key == page.Key))
            .ToList();
        var documents = composed.Select(page => new HtmlParser().ParseDocument(page.Html)).ToList();
        var pages = documents.Where((_, at) => composed[at].Email is null).ToList();
        var said = Plain(string.Join('\n', documents.Select(Said)));
        var wanted = expected.All.ToLookup(one =>
            // A conversation on WhatsApp is opened by the number without its plus sign.
            HasOneOf(said, one.Kind == "phones" ? $"{one.Wanted}|wa.me/{one.Wanted[1..]}" : one.Wanted)
        );
        var mails = composed.Where(page => page.Email is not null).Select(page => Plain(page.Title)).ToList();
        var brief = Plain(file["brief"]!.ToJsonString(WrittenCampaign.Json));
        var (letters, frames) = FramesIn(documents, brief);
        return new(
            name,
            [.. wanted[true]],
            [.. wanted[false]],
            [.. WrongPhones(documents, expected), .. UnknownNumbers(documents, brief, expected)],
            expected.Pages + expected.Mails.Count,
            Math.Min(pages.Count, expected.Pages)
                + expected.Mails.Where((mail, at) => at < mails.Count && HasOneOf(mails[at], mail)).Count(),
            [.. pages.SelectMany(EmptyLabelsOf)],
            [.. pages.SelectMany(MissingIn).Distinct()],
            [.. written.Failed.Select(one => $"{one.Page} {one.Kind}: {one.Problem}")],
            letters,
            frames,
            pages.Select(page => page.QuerySelector(".hero svg.art")?.OuterHtml).FirstOrDefault() ?? ""
        );
    }

    private static bool HasOneOf(string text, string alternatives) =>
        alternatives.Split('|').Any(one => text.Contains(Plain(one), StringComparison.OrdinalIgnoreCase));

    /// <summary>The visible words, and where links lead.</summary>
    private static string Said(IHtmlDocument page) =>
        string.Join(
            '\n',
            page.QuerySelectorAll("[href]")
                .Select(link => link.GetAttribute("href")!)
                .Prepend(page.Body?.TextContent ?? "")
        );

    private static IEnumerable<string> WrongPhones(IEnumerable<IHtmlDocument> pages, Expected expected) =>
        pages
            .SelectMany(page => page.QuerySelectorAll("a[href^='tel:'], a[href^='sms:']"))
            .Select(link => link.GetAttribute("href")![4..])
            .Distinct()
            .Where(number => !expected.Phones.Any(phone => phone == number))
            .Select(number => $"dials {number}");

    // Separators differ from country to country: what is compared is the number without them, or each of its parts (17:30).
    private static IEnumerable<string> UnknownNumbers(IEnumerable<IHtmlDocument> pages, string brief, Expected expected)
    {
        var given = string.Join(' ', expected.All.Select(one => one.Wanted).Prepend(brief));
        var known = Number()
            .Matches(given)
            .Select(match => Joined(match.Value))
            .Concat(Digits().Matches(given).Select(match => match.Value.TrimStart('0')))
            .Append("")
            .ToHashSet();
        return pages
            .SelectMany(page =>
                TextsOf(page).SelectMany(text => Number().Matches(Plain(text)).Select(one => one.Value))
            )
            .Distinct()
            .Where(number =>
                !known.Contains(Joined(number))
                && !Digits().Matches(number).All(part => known.Contains(part.Value.TrimStart('0')))
            )
            .Select(number => $"says {number}");

        static string Joined(string number) =>
            string.Concat(Digits().Matches(number).Select(part => part.Value)).TrimStart('0');
    }

    private static IEnumerable<string> EmptyLabelsOf(IHtmlDocument page) =>
        page.QuerySelectorAll("label, legend, button, h1, h2, h3, a, th, summary")
            .Where(one =>
                !one.TextContent.Any(char.IsLetterOrDigit)
                && one.GetAttribute("aria-label") is null
                && one.QuerySelector("svg, img") is null
            )
            .Select(one => one.OuterHtml);

    private static IEnumerable<string> MissingIn(IHtmlDocument page)
    {
        foreach (
            var (what, selector) in new[]
            {
                ("description", "meta[name='description'][content]"),
                ("viewport", "meta[name='viewport']"),
                ("language", "html[lang]"),
                ("og:title", "meta[property='og:title'][content]"),
                ("h1", "h1"),
            }
        )
        {
            if (page.QuerySelector(selector) is null)
            {
                yield return what;
            }
        }
        if (string.IsNullOrWhiteSpace(page.Title))
        {
            yield return "title";
        }
    }

    /// <summary>Letters of running sentences, and of those that are not the owner's.</summary>
    private static (int All, int Frames) FramesIn(IEnumerable<IHtmlDocument> pages, string brief)
    {
        var own = LettersOf(brief);
        var sentences = pages
            .SelectMany(page => page.QuerySelectorAll("h1, p:not([class]), p.lead, td > div"))
            .SelectMany(text => Plain(text.TextContent).Split(['.', '!', '?', '。', '।', '؟']))
            .Select(LettersOf)
            .Where(sentence => sentence.Length >= 15)
            .Distinct()
            .ToList();
        return (
            sentences.Sum(sentence => sentence.Length),
            sentences
                .Where(sentence => !own.Contains(sentence, StringComparison.Ordinal))
                .Sum(sentence => sentence.Length)
        );
    }

    private static IEnumerable<string> TextsOf(IHtmlDocument page) =>
        page.Body!.Descendants<IText>()
            .Where(text => text.ParentElement is not (IHtmlScriptElement or IHtmlStyleElement))
            .Select(text => text.Data);

    private static string LettersOf(string text) => new([.. text.ToLowerInvariant().Where(char.IsLetter)]);

    // Spaces that do not break, and marks of direction, are no difference.
    private static string Plain(string text) =>
        Space().Replace(Mark().Replace(text, ""), " ").Replace('’', '\'').Trim();

    [GeneratedRegex(@"[\s\u00A0\u202F\u2009]+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();

    [GeneratedRegex(@"[\u200B-\u200F\u2066-\u2069\u00AD]", RegexOptions.NonBacktracking)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\d+(?:[.,:'/ ]\d+)*", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    /// <param name="Pages">How many pages are asked for.</param>
    /// <param name="Mails">What stands in the subjects of the e-mails, in order. Where a text can be written in several ways, they are parted by bars.</param>
    private sealed record Expected(
        int Pages,
        IReadOnlyList<string> Mails,
        IReadOnlyList<string>? Emails = null,
        IReadOnlyList<string>? Prices = null,
        IReadOnlyList<string>? Times = null,
        IReadOnlyList<string>? Addresses = null,
        IReadOnlyList<string>? Other = null
    )
    {
        public IReadOnlyList<string> Phones { get; init; } = [];

        public IEnumerable<(string Kind, string Wanted)> All =>
            new (string Kind, IReadOnlyList<string>? Wanted)[]
            {
                ("phones", Phones),
                ("emails", Emails),
                ("prices", Prices),
                ("times", Times),
                ("addresses", Addresses),
                ("other", Other),
            }.SelectMany(one => (one.Wanted ?? []).Select(wanted => (one.Kind, wanted)));
    }
}
