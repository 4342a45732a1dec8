using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Imports.Contents;
using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Making;
using AiWebBuilder.Application.Integrations.Imports.Mapping;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Application.Operations.Contracts;
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
    ImportPictures pictures,
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
        var taken = await pictures.TakeAsync(site, import.IsRehearsal, cancellationToken);
        var keys = PageKeys.Of(site);
        var media = new ImportedMedia(taken.Pictures, taken.Missing, PageKeys.ByAddress(keys));
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
        List<KnownSection> known = [];
        var before = 0;
        foreach (var (file, key, map) in mapped)
        {
            if (integration is not null && made is not null)
            {
                contents.Note(integration, made.Id, key, file);
            }
            // What was not on the page stands before what was.
            var own = sections[key].Count - map.Sections.Count;
            if (made is not null)
            {
                known.AddRange(
                    sections[key]
                        .Select(
                            (section, index) =>
                                new KnownSection(
                                    made.Components[before + index],
                                    1,
                                    key,
                                    section.Kind,
                                    index < own ? "" : section.Fingerprint
                                )
                        )
                );
            }
            before += own;
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
                made is null ? null : new MadeByImport(made.State, known, taken.Added),
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
}
