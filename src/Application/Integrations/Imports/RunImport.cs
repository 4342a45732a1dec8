using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Imports.Contents;
using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Mapping;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>Reads the source, makes the campaign of it, and keeps the ledger; of a rehearsal the ledger alone.</summary>
[Requires(CampaignsPermissions.Write)]
public sealed record RunImport(Guid ImportId, Guid JobId) : ICommand;

internal sealed class RunImportHandler(
    IImports imports,
    ISourceFiles files,
    ContentReading contents,
    IImportedCampaigns campaigns,
    IPriceReader prices,
    IImageIntake images,
    IJobQueue jobs,
    TimeProvider time
) : ICommandHandler<RunImport, Done>, IBeforeTransaction<RunImport>
{
    /// <summary>What a header takes.</summary>
    private const int MostLinks = 6;
    private const int LongestLabel = 28;

    private NewImport? import;
    private SourceSite? site;

    public async Task PrepareAsync(RunImport request, CancellationToken cancellationToken)
    {
        import = await imports.ToReadAsync(request.ImportId, cancellationToken);
        if (import is not null)
        {
            Task Progress(int percent) => jobs.ReportProgressAsync(request.JobId, percent, cancellationToken);
            site =
                import.Kind == ImportSources.Platform
                    ? await files.ReadAsync(
                        await contents.ReadAsync(import, cancellationToken),
                        Progress,
                        cancellationToken
                    )
                    : await files.ReadAsync(import, Progress, cancellationToken);
        }
    }

    public async Task<Done> Handle(RunImport request, CancellationToken cancellationToken)
    {
        // Another worker may have finished it meanwhile.
        if (import is null || site is null || await imports.PendingAsync(request.ImportId, cancellationToken) is null)
        {
            return default;
        }
        var integration =
            import.Kind == ImportSources.Platform ? await contents.RequireSameAsync(cancellationToken) : null;
        var (pictures, missing) = await TakeAsync(site, cancellationToken);
        var keys = Keys(site);
        var media = new ImportedMedia(
            pictures,
            missing,
            keys.Where(pair => pair.Key.Page.Head.Address is not null)
                .DistinctBy(pair => pair.Key.Page.Head.Address!.AbsoluteUri, StringComparer.Ordinal)
                .ToDictionary(
                    pair => pair.Key.Page.Head.Address!.AbsoluteUri,
                    pair => pair.Value,
                    StringComparer.Ordinal
                )
        );
        var mapper = new PageMapper(campaigns, prices, time);
        var mapped = site
            .Pages.Select(
                (file, index) =>
                    (File: file, Key: keys[file], Map: mapper.Map(file.Page, media, keys[file], isFirst: index == 0))
            )
            .ToArray();
        var sections = mapped.ToDictionary(
            one => one.Key,
            one =>
                WithNavigation(
                    one.Key,
                    one.Map,
                    integration is null ? [] : mapped.Select(page => (page.File, page.Key))
                ),
            StringComparer.Ordinal
        );
        var made = import.IsRehearsal
            ? null
            : await campaigns.MakeAsync(
                Campaign(
                    import,
                    site,
                    integration,
                    mapped.SelectMany(one => one.Map.Facts),
                    mapped.SelectMany(one => sections[one.Key])
                ),
                cancellationToken
            );
        List<(Fated, string, Guid?)> entries = [];
        var before = 0;
        foreach (var (file, key, map) in mapped)
        {
            if (integration is not null && made is not null)
            {
                contents.Note(integration, made.Id, key, file);
            }
            // What was not on the page stands before what was.
            before += sections[key].Count - map.Sections.Count;
            foreach (var entry in map.Fates)
            {
                var component =
                    entry.Section is { } section && made is not null ? made.Components[before + section] : null;
                var isRefused = entry.Section is not null && made is not null && component is null;
                entries.Add(
                    (
                        isRefused
                            ? entry with
                            {
                                Fate = ImportFates.Lost,
                                Path = null,
                                Reason = "The block did not take it after all.",
                            }
                            : entry,
                        file.Name,
                        component
                    )
                );
            }
            before += map.Sections.Count;
        }
        await imports.FinishAsync(
            request.ImportId,
            new FinishedImport(
                made?.Id,
                [
                    .. mapped.Select(one => new ImportedPage(
                        one.File.Name,
                        one.Key,
                        one.File.Page.Head.Title,
                        one.File.Page.IsDrawnByScript
                            ? "The page is empty until its script runs: nothing of what visitors see stands in its HTML. Save it from a browser, and import the file."
                            : null
                    )
                    {
                        ContentId = one.File.Origin?.ContentId,
                    }),
                    .. site.Skipped,
                ],
                entries
            ),
            cancellationToken
        );
        return default;
    }

    /// <summary>A rehearsal keeps no picture: it tells what would be kept.</summary>
    private async Task<(Dictionary<string, Guid> Pictures, Dictionary<string, string> Missing)> TakeAsync(
        SourceSite source,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, Guid> pictures = new(StringComparer.Ordinal);
        Dictionary<string, string> missing = new(source.Missing, StringComparer.Ordinal);
        foreach (var (address, file) in source.Pictures)
        {
            if (import!.IsRehearsal)
            {
                pictures[address] = time.NewId();
                continue;
            }
            var alt = source
                .Pages.SelectMany(page => page.Page.Elements)
                .FirstOrDefault(one => one.Address == address && one.Alt is not null)
                ?.Alt;
            try
            {
                pictures[address] = await images.TakeAsync(
                    file,
                    alt is not null && Texts.IsWithin(alt, 140) ? alt : null,
                    cancellationToken
                );
            }
            catch (DomainException refusal)
            {
                missing[address] = refusal.Error.Message;
            }
        }
        return (pictures, missing);
    }

    /// <summary>Pages that were taken out of a site's own frame lead to each other by a header.</summary>
    private List<ImportedSection> WithNavigation(
        string key,
        MappedPage map,
        IEnumerable<(SourceFile File, string Key)> pages
    )
    {
        var others = pages.ToArray();
        if (others.Length < 2 || map.Sections.Any(section => section.Kind == "header"))
        {
            return [.. map.Sections];
        }
        JsonArray links = [];
        foreach (var (file, page) in others)
        {
            if (links.Count < MostLinks && Texts.IsWithin(file.Page.Head.Title, LongestLabel))
            {
                links.Add(
                    new JsonObject
                    {
                        ["to"] = "page",
                        ["ref"] = page,
                        ["label"] = file.Page.Head.Title,
                    }
                );
            }
        }
        var props = new JsonObject
        {
            ["v"] = 1,
            ["name"] = import!.Source,
            ["links"] = links,
        };
        return campaigns.Fits("header", props)
            ? [new ImportedSection(key, "header", "Header", props), .. map.Sections]
            : [.. map.Sections];
    }

    private static ImportedCampaign Campaign(
        NewImport import,
        SourceSite site,
        PlatformIntegration? integration,
        IEnumerable<ImportedFact> facts,
        IEnumerable<ImportedSection> sections
    )
    {
        var (head, origin) = (site.Pages[0].Page.Head, site.Pages[0].Origin);
        var name = head.Title.Length > 0 ? head.Title : import.Source;
        var id =
            origin is not null ? origin.ExternalId
            : head.Address is { } own && own.Host != SourcePage.Nowhere ? own.AbsoluteUri
            : import.Source;
        return new ImportedCampaign(
            name.Length > 255 ? name[..255] : name,
            integration is null ? "landing_page" : "component_enhancement",
            head.Description is { Length: > 0 } description ? description : null,
            IsTag(head.Language) ? head.Language : null,
            integration?.PlatformType
                ?? (
                    head.Generator?.StartsWith("WordPress", StringComparison.OrdinalIgnoreCase) == true
                        ? PlatformTypes.WordPress
                        : PlatformTypes.Custom
                ),
            id.Length > 255 ? id[..255] : id,
            head.Colours is [var brand, ..] ? brand : null,
            [.. facts.DistinctBy(fact => fact.Id, StringComparer.Ordinal)],
            [.. sections]
        );
    }

    private static bool IsTag(string? language) =>
        language is { Length: >= 2 and <= 12 }
        && language.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');

    /// <summary>The first page is <c>index</c>; the others are called what their addresses end in.</summary>
    private static Dictionary<SourceFile, string> Keys(SourceSite site)
    {
        Dictionary<SourceFile, string> keys = [];
        foreach (var file in site.Pages)
        {
            var words = keys.Count == 0 ? "index" : Slug(file.Name);
            var key = words;
            for (var number = 2; keys.ContainsValue(key); number++)
            {
                key = $"{words}-{number}";
            }
            keys[file] = key;
        }
        return keys;
    }

    private static string Slug(string name)
    {
        var path = name.Split('?', '#')[0].TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];
        if (last.StartsWith("index.", StringComparison.OrdinalIgnoreCase) && path.Split('/') is { Length: > 1 } parts)
        {
            last = parts[^2];
        }
        var dot = last.LastIndexOf('.');
        var slug = string.Concat(
                (dot > 0 ? last[..dot] : last)
                    .ToLowerInvariant()
                    .Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')
            )
            .Trim('-');
        slug = string.Join('-', slug.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return
            slug.Length is 0 or > 40
            || !char.IsAsciiLetter(slug[0])
            || slug.StartsWith("email", StringComparison.Ordinal)
            ? "page"
            : slug;
    }
}
