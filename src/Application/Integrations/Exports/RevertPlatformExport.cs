using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Exports;

namespace AiWebBuilder.Application.Integrations.Exports;

/// <summary>
/// Puts each page that an export has written back to what stood there before it; a page that it made goes to the platform's trash. What was changed there
/// since stays, unless it is to be overwritten.
/// </summary>
/// <exception cref="DomainException">
/// NotFound; Conflict: the export has not ended, or is a reversion, the connection is not verified, or an export is running; PaymentRequired.
/// </exception>
[Requires(CampaignsPermissions.Publish)]
public sealed record RevertPlatformExport(Guid CampaignId, Guid ExportId, bool Overwrite)
    : ICommand<PlatformExportView>;

internal sealed class RevertPlatformExportHandler(
    IRepository<PlatformIntegration> integrations,
    IRepository<PlatformExport> exports,
    IJobQueue jobs,
    IPlanLimits limits,
    TimeProvider time
) : ICommandHandler<RevertPlatformExport, PlatformExportView>
{
    public async Task<PlatformExportView> Handle(RevertPlatformExport request, CancellationToken cancellationToken)
    {
        var export = await exports.RequireAsync(request.CampaignId, request.ExportId, cancellationToken);
        var integration = await integrations.RequireAsync(export.IntegrationId, cancellationToken);
        await limits.RequireEditableAsync(PlanResource.Integrations, integration.Id, cancellationToken);
        var reversion = export.Revert(time.NewId(), integration, request.Overwrite, time.GetUtcNow());
        if (await exports.AnyAsync(new RunningExport(reversion), cancellationToken))
        {
            throw new DomainException(PlatformExportErrors.Running);
        }
        exports.Add(reversion);
        reversion.IsDoneBy(await jobs.EnqueueAsync(ExportJob.For(reversion), cancellationToken));
        return PlatformExportView.Of(reversion);
    }
}
