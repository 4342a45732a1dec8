using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Syncs;

namespace AiWebBuilder.Application.Integrations.Analyses.Facts;

/// <summary>Counts what was found, of the synced contents and of the pages that were read. Pure: the same findings give the same facts.</summary>
internal sealed class SurveyFacts(SiteSurvey survey, IReadOnlyList<ContentView> contents, Func<Uri, string> keyOf)
{
    public const int LongestTitle = 60;
    public const int LongestDescription = 160;
    private const int FewWords = 100;
    private const int MostSamples = 5;
    private const int LongestSample = 160;

    private static readonly string[] Read =
    [
        SourceKinds.Heading,
        SourceKinds.Text,
        SourceKinds.ListItem,
        SourceKinds.Cell,
        SourceKinds.Price,
        SourceKinds.Link,
    ];

    private readonly List<AnalysisFact> facts = [];

    /// <summary>All of them, also what was looked for and is not there: a count of 0 is a fact, too.</summary>
    public IReadOnlyList<AnalysisFact> All()
    {
        Structure();
        Search();
        Links();
        Copy();
        Services();
        foreach (var same in survey.Pages.SelectMany(Counted).GroupBy(one => one.Count.Fact, StringComparer.Ordinal))
        {
            var of = same.Select(one => one.Count.Of).OfType<long>().ToArray();
            Add(
                same.Key,
                same.Sum(one => one.Count.Count),
                of.Length > 0 ? of.Sum() : null,
                same.SelectMany(one =>
                    one.Count.Texts.Select(text => new FactSample(one.Page.Address.AbsoluteUri, text))
                )
            );
        }
        return [.. facts.OrderBy(fact => fact.Id, StringComparer.Ordinal)];

        static IEnumerable<(SurveyedPage Page, PageCount Count)> Counted(SurveyedPage page) =>
            page.Counts.Select(count => (page, count));
    }

    private void Structure()
    {
        var published = contents.Where(one => one.Url is not null && IsPage(one) && IsPublished(one)).ToArray();
        var linked = survey
            .Pages.SelectMany(page => page.Links.Where(link => link.IsSameHost && !IsSelf(page, link)))
            .Select(link => KeyOf(link.Address))
            .ToHashSet(StringComparer.Ordinal);
        Add(
            "structure.pages",
            survey.Pages.Count,
            null,
            survey.Pages.Select(SampleOf),
            ("deepest", survey.Pages.Select(Depth).DefaultIfEmpty(0).Max())
        );
        Add(
            "structure.unread",
            survey.Skipped.Count,
            null,
            survey.Skipped.Select(page => new FactSample(page.Address, page.Reason))
        );
        Add(
            "structure.contents",
            contents.Count,
            null,
            [],
            [
                .. contents
                    .GroupBy(one => one.Object, StringComparer.Ordinal)
                    .Select(kind => (kind.Key, (long)kind.Count())),
            ]
        );
        Add(
            "structure.unpublished",
            contents.Count(one => IsPage(one) && !IsPublished(one)),
            contents.Count(IsPage),
            contents
                .Where(one => IsPage(one) && !IsPublished(one))
                .Select(one => new FactSample(one.Url ?? "", one.Title))
        );
        var alone = published
            .Where(one => KeyOf(one.Url!) is { } key && !linked.Contains(key) && !IsHome(one.Url!))
            .ToArray();
        Add(
            "structure.unlinked",
            alone.Length,
            published.Length,
            alone.Select(one => new FactSample(one.Url!, one.Title))
        );
        Pages("structure.script_drawn", page => page.Page.IsDrawnByScript);
    }

    private void Search()
    {
        Pages("seo.title_missing", page => page.Title is null);
        Pages("seo.title_long", page => page.Title?.Length > LongestTitle, ("limit", LongestTitle));
        Same("seo.title_duplicate", page => page.Title);
        Pages("seo.description_missing", page => page.Description is null);
        Pages(
            "seo.description_long",
            page => page.Description?.Length > LongestDescription,
            ("limit", LongestDescription)
        );
        Same("seo.description_duplicate", page => page.Description);
    }

    private void Links()
    {
        var all = survey.Pages.SelectMany(page => page.Links.Select(link => (Page: page, Link: link))).ToArray();
        var own = all.Where(one => one.Link.IsSameHost)
            .GroupBy(one => KeyOf(one.Link.Address), StringComparer.Ordinal)
            .ToArray();
        var answers = survey
            .Answers.Where(answer => Uri.TryCreate(answer.Key, UriKind.Absolute, out _))
            .GroupBy(answer => KeyOf(answer.Key), StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal);
        var asked = own.Where(target => answers.ContainsKey(target.Key)).ToArray();
        var broken = asked.Where(target => answers[target.Key] is < 200 or >= 400).ToArray();
        Add(
            "links.broken",
            broken.Length,
            asked.Length,
            broken.Select(target => new FactSample(
                target.First().Link.Address,
                target.First().Page.Address.AbsoluteUri
            )),
            ("unchecked", own.Length - asked.Length)
        );
        Add("links.internal", all.Count(one => one.Link.IsSameHost), all.Length, []);
        Add(
            "links.external",
            all.Count(one => !one.Link.IsSameHost),
            all.Length,
            [],
            (
                "hosts",
                all.Where(one => !one.Link.IsSameHost)
                    .Select(one => Uri.TryCreate(one.Link.Address, UriKind.Absolute, out var to) ? to.IdnHost : "")
                    .Distinct(StringComparer.Ordinal)
                    .Count()
            )
        );
    }

    private void Copy()
    {
        var words = survey.Pages.Select(page => (Page: page, Words: WordsOf(page.Page))).ToArray();
        Add(
            "copy.words",
            words.Sum(one => one.Words),
            null,
            [],
            ("perPage", words.Length == 0 ? 0 : words.Sum(one => one.Words) / words.Length)
        );
        var thin = words.Where(one => one.Words < FewWords).ToArray();
        Add("copy.thin", thin.Length, words.Length, thin.Select(one => SampleOf(one.Page)), ("limit", FewWords));
    }

    private void Services()
    {
        Elements("services.tracking", SourceKinds.Tracking);
        Elements("services.widgets", SourceKinds.Widget, SourceKinds.Embed, SourceKinds.Payment, SourceKinds.Captcha);
        Pages(
            "services.tracking_unasked",
            page =>
                page.Page.Elements.Any(one => one.Kind == SourceKinds.Tracking)
                && !page.Page.Elements.Any(one => one.Kind == SourceKinds.Banner)
        );
    }

    /// <summary>Each service once, however many pages it stands on.</summary>
    private void Elements(string id, params string[] kinds)
    {
        var found = survey
            .Pages.SelectMany(page =>
                page.Page.Elements.Where(one => kinds.Contains(one.Kind)).Select(one => (Page: page, Element: one))
            )
            .GroupBy(one => $"{one.Element.Kind} {one.Element.Text} {one.Element.Address}", StringComparer.Ordinal)
            .Select(same => same.First())
            .ToArray();
        Add(
            id,
            found.Length,
            null,
            found.Select(one => new FactSample(
                one.Page.Address.AbsoluteUri,
                one.Element.Text.Length > 0 ? one.Element.Text : one.Element.Address
            ))
        );
    }

    private void Pages(string id, Func<SurveyedPage, bool> isOne, params (string, long)[] figures)
    {
        var found = survey.Pages.Where(isOne).ToArray();
        Add(id, found.Length, survey.Pages.Count, found.Select(SampleOf), figures);
    }

    /// <summary>Pages that share what each should have for itself.</summary>
    private void Same(string id, Func<SurveyedPage, string?> said)
    {
        var shared = survey
            .Pages.Where(page => said(page) is not null)
            .GroupBy(said, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1)
            .SelectMany(same => same)
            .ToArray();
        Add(
            id,
            shared.Length,
            survey.Pages.Count,
            shared.Select(page => new FactSample(page.Address.AbsoluteUri, said(page)))
        );
    }

    private void Add(
        string id,
        long count,
        long? of,
        IEnumerable<FactSample> samples,
        params (string Name, long Value)[] figures
    ) =>
        facts.Add(
            new AnalysisFact(
                id,
                count,
                of,
                figures.ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal),
                [
                    .. samples
                        .Take(MostSamples)
                        .Select(sample => new FactSample(
                            FactTexts.Cut(sample.Address, 2 * LongestSample),
                            sample.Text is { Length: > 0 } text
                                ? FactTexts.Cut(FactTexts.Plain(text), LongestSample)
                                : null
                        )),
                ]
            )
        );

    private static FactSample SampleOf(SurveyedPage page) => new(page.Address.AbsoluteUri, page.Title);

    private static int Depth(SurveyedPage page) =>
        page.Address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Length;

    private static int WordsOf(SourcePage page) =>
        page
            .Elements.Where(one => one is { Fate: null, Parent: 0, Field: null } && Read.Contains(one.Kind))
            .Sum(one =>
                one.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetter))
            );

    private bool IsSelf(SurveyedPage page, PageLink link) => KeyOf(link.Address) == keyOf(page.Address);

    private static bool IsHome(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.AbsolutePath == "/";

    private string KeyOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? keyOf(uri) : address;

    /// <summary>What visitors open, and not what stands on it.</summary>
    public static bool IsPage(ContentView content) =>
        content.Object is PlatformObjects.Pages or PlatformObjects.Posts or PlatformObjects.Funnels;

    /// <summary>Platforms that know no drafts have no status.</summary>
    public static bool IsPublished(ContentView content) =>
        content.ExternalStatus is null
        || content.ExternalStatus.StartsWith("publish", StringComparison.OrdinalIgnoreCase);
}
