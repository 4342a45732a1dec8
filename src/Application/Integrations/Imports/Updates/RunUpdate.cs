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
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Exports;
using AiWebBuilder.Domain.Integrations.Imports;

namespace AiWebBuilder.Application.Integrations.Imports.Updates;

/// <summary>Reads an import's pages again, and brings over what has changed; of a rehearsal it tells what would be.</summary>
[Requires(CampaignsPermissions.Write)]
public sealed record RunUpdate(Guid ImportId, Guid JobId) : ICommand;

internal sealed class RunUpdateHandler(
    IImports imports,
    ISourceFiles files,
    ContentReading contents,
    IImportedCampaigns campaigns,
    IImportUpdates updates,
    IPriceReader prices,
    ImportPictures pictures,
    IJobQueue jobs,
    TimeProvider time
) : ICommandHandler<RunUpdate, Done>, IBeforeTransaction<RunUpdate>
{
    private NewImport? import;
    private SourceSite? site;
    private IReadOnlyList<Guid> added = [];

    public async Task PrepareAsync(RunUpdate request, CancellationToken cancellationToken)
    {
        import = await imports.ToReadAsync(request.ImportId, cancellationToken);
        if (import is not null)
        {
            // All pages, so that links between them lead where they led.
            site = await files.ReadAsync(
                await contents.ReadAsync(import, cancellationToken),
                percent => jobs.ReportProgressAsync(request.JobId, percent, cancellationToken),
                cancellationToken
            );
        }
    }

    public async Task<Done> Handle(RunUpdate request, CancellationToken cancellationToken)
    {
        // Another worker may have finished it meanwhile.
        if (import is null || site is null || await imports.PendingAsync(request.ImportId, cancellationToken) is null)
        {
            return default;
        }
        if (
            await imports.LatestAsync(import.UpdatesId!.Value, cancellationToken)
            is not { Made: { } made, CampaignId: { } campaignId } latest
        )
        {
            throw new DomainException(
                ImportErrors.NotUpdatable("The import was taken back while its update ran: nothing was changed.")
            );
        }
        var integration = await contents.RequireSameAsync(cancellationToken);
        var notes = await contents.NotesAsync(integration.Id, campaignId, cancellationToken);
        var pages = await MappedAsync(latest, notes, cancellationToken);
        var read = pages.Where(page => page.Problem is null).ToArray();
        var changes = await updates.UpdateAsync(
            campaignId,
            new SiteReading(
                [
                    .. read.Select(page => new PageReading(
                        page.Key,
                        [.. made.Sections.Where(section => section.Page == page.Key)],
                        page.Map.Sections
                    )),
                ],
                [.. pages.SelectMany(page => page.Map.Facts).DistinctBy(fact => fact.Id, StringComparer.Ordinal)],
                IsWhole: site.Skipped.Count == 0
            ),
            import.IsRehearsal,
            cancellationToken
        );
        var updated = read.Zip(changes, (page, change) => page with { Change = change }).ToArray();
        if (!import.IsRehearsal)
        {
            Note(integration, campaignId, updated, notes);
        }
        await imports.FinishAsync(
            request.ImportId,
            new FinishedImport(
                import.IsRehearsal ? null : campaignId,
                import.IsRehearsal ? null : Made(made, updated),
                [
                    .. pages.Select(page => PageOf(updated.FirstOrDefault(one => one.Key == page.Key) ?? page)),
                    .. site.Skipped,
                ],
                [.. updated.SelectMany(EntriesOf)]
            ),
            cancellationToken
        );
        return default;
    }

    private async Task<IReadOnlyList<ReadPage>> MappedAsync(
        ImportRecord latest,
        IReadOnlyList<WrittenPage> notes,
        CancellationToken cancellationToken
    )
    {
        var taken = await pictures.TakeAsync(site!, import!.IsRehearsal, cancellationToken);
        added = taken.Added;
        var keys = PageKeys.Of(site!, KnownKeys(latest));
        var media = new ImportedMedia(taken.Pictures, taken.Missing, PageKeys.ByAddress(keys));
        var mapper = new PageMapper(campaigns, prices, time);
        return
        [
            .. site!.Pages.Select(file =>
            {
                var note = notes.FirstOrDefault(one => one.Page == keys[file]);
                return new ReadPage(
                    file,
                    keys[file],
                    mapper.Map(file.Page, media, keys[file], isFirst: keys[file] == "index"),
                    ProblemOf(file, note)
                );
            }),
        ];
    }

    /// <summary>By what the sync has found it as; of several pages of one, by the address.</summary>
    private Dictionary<SourceFile, string> KnownKeys(ImportRecord latest)
    {
        Dictionary<SourceFile, string> known = [];
        foreach (var file in site!.Pages)
        {
            var same = latest
                .Pages.Where(page => page.Page is not null && page.ContentId == file.Origin!.ContentId)
                .ToArray();
            var page =
                same.FirstOrDefault(one => one.Address == file.Name)
                ?? (
                    same.Length == 1 && site.Pages.Count(one => one.Origin!.ContentId == same[0].ContentId) == 1
                        ? same[0]
                        : null
                );
            if (page is not null && !known.ContainsValue(page.Page!))
            {
                known[file] = page.Page!;
            }
        }
        return known;
    }

    /// <summary>Why it is left alone; null: what has changed on it is brought over.</summary>
    private static string? ProblemOf(SourceFile file, WrittenPage? note) =>
        file.Page.IsDrawnByScript ? "The page is empty until its script runs: it was left alone."
        : note?.Written is null || file.Origin!.Standing is not { } there ? null
        : note.Written.Fingerprint() == there.State.Fingerprint() ? "Nothing has changed there."
        : note.Sent is not null
            ? "An export has written this page, and somebody has changed it there since. It was left alone: make the change here, too, and export with overwrite."
        : null;

    private void Note(
        PlatformIntegration integration,
        Guid campaignId,
        IEnumerable<ReadPage> updated,
        IReadOnlyList<WrittenPage> notes
    )
    {
        foreach (var page in updated)
        {
            if (notes.FirstOrDefault(one => one.Page == page.Key) is not { } note)
            {
                contents.Note(integration, campaignId, page.Key, page.File);
            }
            else if (page.File.Origin!.Standing is { } there)
            {
                note.Refresh(there.Url, there.State, there.ModifiedAt);
            }
        }
    }

    private MadeByImport Made(MadeByImport before, ReadPage[] updated)
    {
        var pages = updated.Select(page => page.Key).ToHashSet(StringComparer.Ordinal);
        return new MadeByImport(
            before.State,
            [
                .. before.Sections.Where(section => !pages.Contains(section.Page) || section.Fingerprint.Length == 0),
                .. updated.SelectMany(page => page.Change!.Sections.Select(section => section.Known)),
            ],
            [.. before.Images, .. added]
        );
    }

    private static ImportedPage PageOf(ReadPage page) =>
        new(page.File.Name, page.Key, page.File.Page.Head.Title, page.Problem)
        {
            ContentId = page.File.Origin!.ContentId,
            Sections = page.Change is { } change
                ?
                [
                    .. change
                        .Sections.Concat(change.Gone)
                        .Select(one => new ImportedPageSection(
                            one.Outcome,
                            one.Name,
                            one.Outcome == SectionOutcomes.Removed ? null : one.Known.ComponentId
                        )),
                ]
                : null,
        };

    private static IEnumerable<(Fated, string, Guid?)> EntriesOf(ReadPage page)
    {
        foreach (var entry in page.Map.Fates)
        {
            var section = entry.Section is { } index ? page.Change!.Sections[index] : null;
            yield return section is null ? (entry, page.File.Name, null)
            : ReasonOf(section.Outcome) is { } reason
                ? (entry with { Fate = ImportFates.Lost, Path = null, Reason = reason }, page.File.Name, null)
            : (entry, page.File.Name, section.Known.ComponentId);
        }
    }

    private static string? ReasonOf(string outcome) =>
        outcome switch
        {
            SectionOutcomes.Kept => "The section was worked on here since the import: what is here was kept.",
            SectionOutcomes.Deleted => "The section was deleted here since the import: it stays deleted.",
            SectionOutcomes.Refused => "The block did not take it after all: what is here was kept.",
            _ => null,
        };

    /// <param name="Problem">Why it is left alone.</param>
    private sealed record ReadPage(SourceFile File, string Key, MappedPage Map, string? Problem)
    {
        public PageUpdate? Change { get; init; }
    }
}
