using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations.Exports;

namespace AiWebBuilder.Application.Integrations.Exports;

internal sealed partial class ExportJob
{
    private async Task RevertAsync(Run run, CancellationToken cancellationToken)
    {
        var reverted = await unitOfWork.ReadAsync(
            () => exports.FindAsync(run.Export.RevertsId!.Value, cancellationToken),
            cancellationToken
        );
        ExportedItem[] done =
        [
            .. (reverted?.Items ?? []).Where(item => item.Status is ItemStatus.Created or ItemStatus.Updated),
        ];
        var items = (
            await ChangeAsync(
                run,
                export =>
                {
                    export.Plan([.. done.Select(item => new ExportedItem(item.Page, item.Title, ItemStatus.Pending))]);
                    return Task.CompletedTask;
                },
                cancellationToken
            )
        ).Items;
        var rows = await WrittenAsync(run, cancellationToken);
        foreach (var item in items.Where(item => item.Status == ItemStatus.Pending))
        {
            if (rows.FirstOrDefault(row => row.Page == item.Page && row.ExportId == run.Export.RevertsId) is { } row)
            {
                await RevertAsync(run, item, row, cancellationToken);
            }
            else
            {
                await EndAsync(
                    run,
                    item with
                    {
                        Status = ItemStatus.Skipped,
                        Reason = "It was reverted already, or a later export has written it: revert that one.",
                    },
                    cancellationToken
                );
            }
        }
    }

    private async Task RevertAsync(Run run, ExportedItem item, WrittenPage row, CancellationToken cancellationToken)
    {
        try
        {
            var there = row.ExternalId is null ? null : await GetAsync(run, row, cancellationToken);
            if (there is null)
            {
                await EndAsync(
                    run,
                    item with
                    {
                        Status = row.Before is null ? ItemStatus.Reverted : ItemStatus.Skipped,
                        Reason = "It is not there, or lies in the trash.",
                    },
                    cancellationToken,
                    () => NoteAsync(row.Id, one => one.Forget(), cancellationToken)
                );
                return;
            }
            var isBack = row.Before is { } before && before.Fingerprint() == there.State.Fingerprint();
            if (!isBack && row.Written?.Fingerprint() != there.State.Fingerprint() && !run.Export.Overwrite)
            {
                await EndAsync(
                    run,
                    item with
                    {
                        Status = ItemStatus.Conflict,
                        ExternalId = there.ExternalId,
                        Url = there.Url,
                        Reason =
                            "It was changed there since: nothing was overwritten. Revert with overwrite to put it back all the same.",
                        Differences = DifferencesOf(row, there),
                    },
                    cancellationToken
                );
            }
            else if (!there.IsReadable && row.Before is { Content: "" })
            {
                await EndAsync(
                    run,
                    item with
                    {
                        Status = ItemStatus.Skipped,
                        Reason = "The platform does not say what stood there before: nothing was put back.",
                    },
                    cancellationToken
                );
            }
            else if (row.Before is null)
            {
                await run.Writer.TrashAsync(run.Connection, row.Object, there.ExternalId, cancellationToken);
                await EndAsync(
                    run,
                    item with
                    {
                        Status = ItemStatus.Reverted,
                        ExternalId = there.ExternalId,
                        Reason =
                            row.Object == PlatformObjects.Pages
                                ? "The export had made it: it lies in the trash."
                                : "The export had made it: it is deleted.",
                    },
                    cancellationToken,
                    () => NoteAsync(row.Id, one => one.Forget(), cancellationToken)
                );
            }
            else
            {
                await PutBackAsync(run, item, row, there, row.Before, cancellationToken);
            }
        }
        catch (PlatformUnavailableException refused) when (refused.IsOfObject)
        {
            await EndAsync(run, item with { Status = ItemStatus.Failed, Reason = refused.Message }, cancellationToken);
        }
    }

    private async Task PutBackAsync(
        Run run,
        ExportedItem item,
        WrittenPage row,
        StandingPage there,
        PageState before,
        CancellationToken cancellationToken
    )
    {
        var stored = await run.Writer.UpdateAsync(
            run.Connection,
            row.Object,
            there.ExternalId,
            new PageDraft(before.Title, before.Excerpt, before.Content, before.Status),
            cancellationToken
        );
        await EndAsync(
            run,
            item with
            {
                Status = ItemStatus.Reverted,
                ExternalId = stored.ExternalId,
                Url = stored.Url,
                Losses = PageLosses.Of(before.Content, stored.State.Content, new Dictionary<string, Guid>()),
            },
            cancellationToken,
            () => NoteAsync(row.Id, one => one.Restore(stored.Url, stored.State, stored.ModifiedAt), cancellationToken)
        );
    }
}
