using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Exports;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations.Exports;

namespace AiWebBuilder.Application.Integrations.Exports;

internal sealed partial class ExportJob
{
    private async Task WriteAsync(Run run, CancellationToken cancellationToken)
    {
        var site = await ComposeAsync(run, WordPressPlaces.None, cancellationToken);
        var items = (
            await ChangeAsync(
                run,
                export =>
                {
                    export.Plan([
                        .. site.Pieces.Select(piece => new ExportedItem(piece.Key, piece.Title, ItemStatus.Pending)),
                        .. site.Skipped,
                    ]);
                    return Task.CompletedTask;
                },
                cancellationToken
            )
        ).Items;

        // Pages name each other: all have an address before the first is written.
        Dictionary<string, (WrittenPage Row, StandingPage There)> places = new(StringComparer.Ordinal);
        foreach (var page in site.Pieces)
        {
            try
            {
                places[page.Key] = await PlaceAsync(run, page, cancellationToken);
            }
            catch (PlatformUnavailableException refused) when (refused.IsOfObject)
            {
                await EndAsync(
                    run,
                    new ExportedItem(page.Key, page.Title, ItemStatus.Failed, Reason: refused.Message),
                    cancellationToken
                );
            }
        }
        var (files, refusals) = await UploadAsync(
            run,
            site.Pieces.Where(page => places.ContainsKey(page.Key)).SelectMany(page => page.Uploads).Distinct(),
            cancellationToken
        );
        site = await ComposeAsync(
            run,
            new WordPressPlaces(
                key => places.TryGetValue(key, out var place) ? AddressOf(run, place) : $"#{key}",
                files.GetValueOrDefault,
                key => places.TryGetValue(key, out var place) ? place.Row.Mark : ""
            )
            {
                IsFramed = key => places.TryGetValue(key, out var place) && place.Row.IsImported,
            },
            cancellationToken
        );
        foreach (var page in site.Pieces.Where(page => places.ContainsKey(page.Key)))
        {
            if (items.Any(item => item.Page == page.Key && item.Status == ItemStatus.Pending))
            {
                await WriteAsync(
                    run,
                    page,
                    places[page.Key],
                    [
                        .. page
                            .Uploads.Where(refusals.ContainsKey)
                            .Select(one => new ItemLoss(null, "upload", 1, refusals[one])),
                    ],
                    cancellationToken
                );
            }
        }
    }

    /// <summary>Of a page that nobody sees yet, the address under which its author does.</summary>
    private static string AddressOf(Run run, (WrittenPage Row, StandingPage There) place) =>
        (run.Export.PageStatus ?? place.There.State.Status) == PageStatus.Publish
            ? place.There.PublicUrl
            : place.There.Url;

    /// <summary>The page as it stands there; where there is none, one is made, without content.</summary>
    private async Task<(WrittenPage Row, StandingPage There)> PlaceAsync(
        Run run,
        ExportPiece page,
        CancellationToken cancellationToken
    )
    {
        var row = (await WrittenAsync(run, cancellationToken)).FirstOrDefault(one => one.Page == page.Key);
        if (row is null)
        {
            row = WrittenPage.Reserve(time.NewId(), run.Export, page.Object, page.Key, time.GetUtcNow());
            await ChangeAsync(
                run,
                _ =>
                {
                    written.Add(row);
                    return Task.CompletedTask;
                },
                cancellationToken
            );
        }
        if (row.ExternalId is not null && await GetAsync(run, row, cancellationToken) is { } there)
        {
            return (row, there);
        }
        // A worker that was killed may have made it, and not have noted it.
        var made =
            await run.Writer.FindAsync(run.Connection, row.Object, row.Mark, cancellationToken)
            ?? await run.Writer.CreateAsync(
                run.Connection,
                row.Object,
                page.Slug,
                new PageDraft(
                    page.TitleAt(row),
                    page.Excerpt,
                    page.IsPage ? Stub(row.Mark) : page.Body,
                    page.IsPage ? PageStatus.Draft : null
                ),
                cancellationToken
            );
        await NoteAsync(
            row.Id,
            one => one.Place(made.ExternalId, made.Url, made.State, made.ModifiedAt),
            run,
            cancellationToken
        );
        row.Place(made.ExternalId, made.Url, made.State, made.ModifiedAt);
        return (row, made);
    }

    private static string Stub(string mark) =>
        $$"""
            <!-- wp:group {"className":"{{mark}}"} -->
            <div class="wp-block-group {{mark}}"></div>
            <!-- /wp:group -->
            """;

    private async Task WriteAsync(
        Run run,
        ExportPiece page,
        (WrittenPage Row, StandingPage There) place,
        IReadOnlyList<ItemLoss> refused,
        CancellationToken cancellationToken
    )
    {
        var (row, there) = place;
        var whole = page.IsPage ? $"{page.Styles}\n\n{page.Body}" : page.Body;
        // What is taken out of a style element stays as words on the page.
        var draft = new PageDraft(
            row.IsImported ? there.State.Title : page.TitleAt(row),
            row.IsImported ? there.State.Excerpt : page.Excerpt,
            run.Writer.KeepsStyles(run.Connection) ? whole : page.Body,
            page.IsPage ? run.Export.PageStatus ?? (row.IsStub ? PageStatus.Draft : null) : null
        );
        var sent = new PageState("", draft.Title, draft.Excerpt, draft.Content).Fingerprint();
        var isBegun = row.ExportId == run.Export.Id && row.Sent == sent;
        var isWritten = isBegun && there.IsReadable && PageLosses.HaveSameWords(draft.Content, there.State.Content);
        var isAsWritten = row.Written?.Fingerprint() == there.State.Fingerprint();
        // What cannot be read, and was begun, is written again: nobody knows whether it was.
        var isUnknown = isBegun && !there.IsReadable;
        if (!isWritten && !isAsWritten && !isUnknown && !run.Export.Overwrite)
        {
            await EndAsync(
                run,
                ItemOf(ItemStatus.Conflict, there) with
                {
                    Reason =
                        "It was changed there since: nothing was overwritten. Export with overwrite to write it all the same.",
                    Differences = DifferencesOf(row, there),
                },
                cancellationToken
            );
            return;
        }
        var isSame = isAsWritten && row.Sent == sent && (draft.Status is null || draft.Status == there.State.Status);
        try
        {
            if (!isWritten && !isSame)
            {
                if (!isUnknown)
                {
                    await NoteAsync(row.Id, one => one.Begin(run.Export.Id, there.State, sent), run, cancellationToken);
                    row.Begin(run.Export.Id, there.State, sent);
                }
                there = await run.Writer.UpdateAsync(
                    run.Connection,
                    row.Object,
                    there.ExternalId,
                    draft,
                    cancellationToken
                );
            }
        }
        catch (PlatformUnavailableException refusal) when (refusal.IsOfObject)
        {
            await EndAsync(run, ItemOf(ItemStatus.Failed, there) with { Reason = refusal.Message }, cancellationToken);
            return;
        }
        await EndAsync(
            run,
            ItemOf(
                isSame && !isWritten ? ItemStatus.Unchanged
                    : row.Before is null ? ItemStatus.Created
                    : ItemStatus.Updated,
                there
            ) with
            {
                Losses =
                [
                    .. refused,
                    .. page.Losses.Select(loss => new ItemLoss(null, "text", 1, loss)),
                    .. PageLosses.Of(whole, there.State.Content, page.Components),
                ],
            },
            cancellationToken,
            () => NoteAsync(row.Id, one => one.Land(there.Url, there.State, there.ModifiedAt), cancellationToken)
        );

        ExportedItem ItemOf(string status, StandingPage standing) =>
            new(page.Key, page.Title, status, standing.ExternalId, standing.Url) { MergeField = standing.MergeField };
    }

    /// <returns>Where the site has the uploads, and why it has not got others.</returns>
    private async Task<(Dictionary<Guid, string> Files, Dictionary<Guid, string> Refusals)> UploadAsync(
        Run run,
        IEnumerable<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        Dictionary<Guid, string> files = [];
        Dictionary<Guid, string> refusals = [];
        foreach (var id in ids)
        {
            var (upload, content) = await unitOfWork.ReadAsync(
                async () =>
                    (
                        (await uploads.FindAsync([id], cancellationToken)).GetValueOrDefault(id),
                        await uploads.ReadAsync(id, cancellationToken)
                    ),
                cancellationToken
            );
            if (upload is null || content is null)
            {
                continue;
            }
            try
            {
                files[id] = await UploadAsync(run, upload, content, cancellationToken);
            }
            catch (PlatformUnavailableException refused) when (refused.IsOfObject)
            {
                refusals[id] = refused.Message;
            }
        }
        return (files, refusals);
    }

    private async Task<string> UploadAsync(
        Run run,
        Upload upload,
        UploadContent content,
        CancellationToken cancellationToken
    )
    {
        var hash = Convert.ToHexStringLower(content.Sha256);
        var known = await unitOfWork.ReadAsync(
            () => media.FirstOrDefaultAsync(new MediaWithContent(run.Export.IntegrationId, hash), cancellationToken),
            cancellationToken
        );
        if (
            known is not null
            && await run.Writer.GetMediaAsync(run.Connection, known.ExternalId, cancellationToken) is { } there
        )
        {
            return there.Url;
        }
        var made = await run.Writer.UploadAsync(
            run.Connection,
            $"{NameOf(upload)}-{hash[..12]}.{upload.Extension}",
            content.ContentType,
            content.Content,
            upload.Kind == UploadKind.Image ? upload.Title : null,
            cancellationToken
        );
        await ChangeAsync(
            run,
            async export =>
            {
                var row = await media.FirstOrDefaultAsync(
                    new MediaWithContent(export.IntegrationId, hash),
                    cancellationToken
                );
                if (row is null)
                {
                    row = WrittenMedia.Note(time.NewId(), export, hash, time.GetUtcNow());
                    media.Add(row);
                }
                row.StandsAt(made.ExternalId, made.Url);
            },
            cancellationToken
        );
        return made.Url;
    }

    /// <summary>In letters that every server takes: a file keeps its name as far as they go.</summary>
    private static string NameOf(Upload upload)
    {
        var name = string.Concat(
                (upload.Name is { } own ? own[..own.LastIndexOf('.')] : upload.Title ?? "")
                    .ToLowerInvariant()
                    .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')
                    .Take(60)
            )
            .Split('-', StringSplitOptions.RemoveEmptyEntries);
        return name.Length == 0 ? "image" : string.Join('-', name);
    }
}
