using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Mapping;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Syncs;

namespace AiWebBuilder.Application.Integrations.Analyses.Facts;

/// <summary>What an import would make of each content: the importer's own mapping, without its result.</summary>
internal sealed class MigrationFates(PageMapper mapper, Func<Uri, string> keyOf)
{
    // Measuring, scripts and what nobody sees are never taken: a page without them is the same page to a visitor.
    private static readonly string[] Unseen =
    [
        SourceKinds.Tracking,
        SourceKinds.Hidden,
        SourceKinds.Metadata,
        SourceKinds.Script,
        SourceKinds.Banner,
    ];

    /// <summary>Totals of both add up: each content is in one column, and each element of the pages that were read.</summary>
    public (IReadOnlyList<ContentFate> Contents, IReadOnlyList<FateTotal> Elements) Of(
        SiteSurvey survey,
        IReadOnlyList<ContentView> contents
    )
    {
        var media = MediaOf(survey);
        var mapped = survey
            .Pages.Select(
                (page, index) =>
                    (
                        Page: page,
                        Fates: mapper
                            .Map(page.Page, media, media.Pages[page.Address.AbsoluteUri], isFirst: index == 0)
                            .Fates
                    )
            )
            .ToArray();
        var pages = mapped.ToDictionary(
            one => keyOf(one.Page.Address),
            one => one.Page.Page.IsDrawnByScript ? (ImportFates.Lost, "drawn_by_script") : FateOf(one.Fates),
            StringComparer.Ordinal
        );
        var shown = survey
            .Pages.SelectMany(page => page.Page.Elements)
            .Where(one => one is { Kind: SourceKinds.Image, Fate: null, Address: not null })
            .Select(one => one.Address!)
            .ToHashSet(StringComparer.Ordinal);
        var answers = survey
            .Answers.Where(answer => Uri.TryCreate(answer.Key, UriKind.Absolute, out _))
            .GroupBy(answer => keyOf(new Uri(answer.Key)), StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal);
        List<ContentFate> fates = [];
        foreach (var content in contents)
        {
            var (fate, reason) = Expected(content);
            fates.Add(new ContentFate(content.Id, content.Object, content.Title, content.Url, fate, reason));
        }
        var known = contents
            .Where(one => SurveyFacts.IsPage(one) && one.Url is not null)
            .Select(one => KeyOf(one.Url!))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (page, _) in mapped.Where(one => !known.Contains(keyOf(one.Page.Address))))
        {
            var (fate, reason) = pages[keyOf(page.Address)];
            fates.Add(new ContentFate(null, PlatformObjects.Pages, page.Title, page.Address.AbsoluteUri, fate, reason));
        }
        return (
            fates,
            [
                .. mapped
                    .SelectMany(one => one.Fates)
                    .GroupBy(one => one.Kind, StringComparer.Ordinal)
                    .OrderBy(kind => kind.Key, StringComparer.Ordinal)
                    .Select(kind => Total(kind.Key, kind.Select(one => one.Fate))),
            ]
        );

        (string Fate, string? Reason) Expected(ContentView content) =>
            content.Object switch
            {
                PlatformObjects.Media => MediaFate(content, shown),
                PlatformObjects.Emails => (ImportFates.Lost, "no_importer"),
                PlatformObjects.Forms => (ImportFates.Replaced, "forms"),
                PlatformObjects.CustomValues => (ImportFates.Replaced, "values"),
                _ when !SurveyFacts.IsPublished(content) => (ImportFates.Lost, "not_published"),
                _ when content.Url is null => (ContentFate.Unassessed, "no_address"),
                _ when pages.TryGetValue(KeyOf(content.Url), out var page) => page,
                _ when answers.TryGetValue(KeyOf(content.Url), out var answer) && answer is < 200 or >= 400 => (
                    ImportFates.Lost,
                    "unreachable"
                ),
                _ => (ContentFate.Unassessed, "not_read"),
            };
    }

    public static FateTotal Total(string what, IEnumerable<string> fates)
    {
        var all = fates.ToArray();
        return new FateTotal(
            what,
            all.Count(fate => fate == ImportFates.Carried),
            all.Count(fate => fate == ImportFates.Approximated),
            all.Count(fate => fate == ImportFates.Replaced),
            all.Count(fate => fate == ImportFates.Lost),
            all.Count(fate => fate == ContentFate.Unassessed)
        );
    }

    private static (string Fate, string? Reason) MediaFate(ContentView content, HashSet<string> shown) =>
        (content.Data?["sourceUrl"] as System.Text.Json.Nodes.JsonValue)?.ToString() is { } source
        && shown.Contains(source)
            ? (ImportFates.Carried, null)
            : (ImportFates.Lost, "not_shown");

    private static (string Fate, string? Reason) FateOf(IReadOnlyList<Fated> fates)
    {
        var seen = fates.Where(one => !Unseen.Contains(one.Kind)).ToArray();
        return seen.Any(one => one.Fate == ImportFates.Lost) ? (ImportFates.Approximated, "parts_lost")
            : seen.Any(one => one.Fate == ImportFates.Approximated) ? (ImportFates.Approximated, "parts_changed")
            : (ImportFates.Carried, null);
    }

    /// <summary>Pictures are expected to come; pages are called by their number.</summary>
    private static ImportedMedia MediaOf(SiteSurvey survey) =>
        new(
            survey
                .Pages.SelectMany(page => page.Page.Elements)
                .Where(one =>
                    one is { Kind: SourceKinds.Image, Fate: null, Address: not null } && IsPicture(one.Address)
                )
                .Select(one => one.Address!)
                .Distinct(StringComparer.Ordinal)
                .Select((address, index) => (address, Id: new Guid(index + 1, 0, 0, new byte[8])))
                .ToDictionary(one => one.address, one => one.Id, StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal),
            survey
                .Pages.Select(
                    (page, index) => (page.Address.AbsoluteUri, Key: index == 0 ? "index" : $"page-{index + 1}")
                )
                .ToDictionary(page => page.AbsoluteUri, page => page.Key, StringComparer.Ordinal)
        );

    private static bool IsPicture(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && !uri.AbsolutePath.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);

    private string KeyOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? keyOf(uri) : address;
}
