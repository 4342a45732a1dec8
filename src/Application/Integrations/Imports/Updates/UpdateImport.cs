using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations.Imports.Contents;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Application.Integrations.Syncs;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Imports;

namespace AiWebBuilder.Application.Integrations.Imports.Updates;

/// <summary>
/// Brings a campaign that was imported from a platform up to date: the pages that have changed there are read again, section by section. What people have
/// worked on here stays as it is, and the answer says so.
/// </summary>
/// <param name="ImportId">The import that made the campaign, or one that has updated it.</param>
/// <param name="Rehearsal">Changes nothing, costs nothing, and tells what would be changed.</param>
/// <exception cref="DomainException">
/// NotFound: the import or its campaign; Conflict: it is no platform's, has made nothing or was taken back, the connection is gone or not verified, or an
/// import of it is running; PaymentRequired.
/// </exception>
[Requires(CampaignsPermissions.Write)]
public sealed record UpdateImport(Guid ImportId, bool Rehearsal) : ICommand<ImportView>;

internal sealed class UpdateImportHandler(
    IRepository<PlatformIntegration> integrations,
    IPlatformContents contents,
    ICampaignLookup campaigns,
    IImports imports,
    IJobQueue jobs,
    IPlanLimits limits
) : ICommandHandler<UpdateImport, ImportView>
{
    public async Task<ImportView> Handle(UpdateImport request, CancellationToken cancellationToken)
    {
        var asked =
            await imports.RecordAsync(request.ImportId, cancellationToken)
            ?? throw new DomainException(ImportErrors.NotFound);
        var first = asked.UpdatesId ?? asked.Id;
        if (asked.Contents.Count == 0)
        {
            throw Refused("It was imported without a connection: import it again.");
        }
        if (
            await imports.LatestAsync(first, cancellationToken)
            is not { Made: not null, CampaignId: { } campaignId } latest
        )
        {
            throw Refused("It has made nothing that could be brought up to date.");
        }
        if (latest.IntegrationId is not { } integrationId)
        {
            throw Refused("The connection that it came by is gone: connect the platform, and import it again.");
        }
        await campaigns.RequireAsync(campaignId, cancellationToken);
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaignId, cancellationToken);
        var integration = await integrations.RequireAsync(integrationId, cancellationToken);
        await limits.RequireEditableAsync(PlanResource.Integrations, integration.Id, cancellationToken);
        integration.RequireConnected();
        // Whoever comes at the same moment breaks the index that allows one, which says the same.
        if (await imports.IsRunningAsync(integration.Id, cancellationToken))
        {
            throw new DomainException(ImportErrors.Running);
        }
        List<SyncedContent> current = [];
        foreach (var content in latest.Contents)
        {
            var found = await contents.FindAsync(integration.Id, content.Id, cancellationToken);
            current.Add(found is null ? content : content with { Hash = found.Hash });
        }
        var id = await imports.AddAsync(
            new NewImport(ImportSources.Platform, latest.Source, null, null, request.Rehearsal, ImportFields.MostPages)
            {
                IntegrationId = integration.Id,
                UpdatesId = first,
                Contents = current,
            },
            cancellationToken
        );
        await imports.AssignAsync(
            id,
            await jobs.EnqueueAsync(ImportJob.For(id, integration.UserId), cancellationToken),
            cancellationToken
        );
        return (await imports.FindAsync(id, cancellationToken))!;
    }

    private static DomainException Refused(string why) => new(ImportErrors.NotUpdatable(why));
}
