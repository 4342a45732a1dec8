using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Exports;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Exports;
using AiWebBuilder.Domain.Integrations.Imports;

namespace AiWebBuilder.Application.Integrations.Imports.Reversions;

/// <summary>
/// Takes an import back, with its updates: the sections and images that it made are deleted, and the campaign with them. What somebody has worked on since
/// stays, and the answer names it. Again: nothing happens.
/// </summary>
/// <exception cref="DomainException">
/// NotFound; Conflict: it has made nothing or is an update, an import of the connection is running, or the campaign is archived, being generated, published,
/// or written to a platform.
/// </exception>
[Requires(CampaignsPermissions.Write)]
public sealed record RevertImport(Guid ImportId) : ICommand<ImportView>;

internal sealed class RevertImportHandler(
    IImports imports,
    IImportUpdates updates,
    IImageIntake images,
    IRepository<WrittenPage> written
) : ICommandHandler<RevertImport, ImportView>
{
    public async Task<ImportView> Handle(RevertImport request, CancellationToken cancellationToken)
    {
        // Held first, so that what is read of it is what an update has left.
        var latest = await imports.LatestAsync(request.ImportId, cancellationToken);
        var import =
            await imports.RecordAsync(request.ImportId, cancellationToken)
            ?? throw new DomainException(ImportErrors.NotFound);
        if (import.Status != ImportStatus.Reverted)
        {
            if (import.UpdatesId is not null)
            {
                throw Refused(
                    "It is an update: take the import back that made the campaign, or restore versions of its components."
                );
            }
            if (latest is not { Made: { } made, CampaignId: { } campaignId })
            {
                throw Refused("It has made nothing that could be taken back.");
            }
            if (import.IntegrationId is { } integration && await imports.IsRunningAsync(integration, cancellationToken))
            {
                throw new DomainException(ImportErrors.Running);
            }
            await ForgetPagesAsync(campaignId, cancellationToken);
            var taken = await updates.TakeBackAsync(campaignId, made.State, made.Sections, cancellationToken);
            var shown = await images.GiveBackAsync(made.Images, taken.Removed, cancellationToken);
            await imports.RevertAsync(
                import.Id,
                [
                    .. taken.Kept,
                    .. shown.Select(image => new KeptWork(
                        KeptKinds.Image,
                        image.Id,
                        image.Label,
                        "Another section shows it, or a generation uses it."
                    )),
                ],
                cancellationToken
            );
        }
        return (await imports.FindAsync(request.ImportId, cancellationToken))!;
    }

    /// <summary>What stays of the campaign is no longer the page that was imported: an export must not put it in that one's place.</summary>
    private async Task ForgetPagesAsync(Guid campaignId, CancellationToken cancellationToken)
    {
        foreach (var page in await written.ListAsync(new WrittenPagesOfCampaign(campaignId), cancellationToken))
        {
            if (page.ExportId is not null)
            {
                throw Refused(
                    "An export has written its pages to the platform: revert that export first, so that what stood there can come back."
                );
            }
            written.Remove(page);
        }
    }

    private static DomainException Refused(string why) => new(ImportErrors.NotRevertible(why));
}
