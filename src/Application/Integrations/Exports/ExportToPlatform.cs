using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Exports;
using FluentValidation;

namespace AiWebBuilder.Application.Integrations.Exports;

/// <summary>
/// Writes the campaign's pages to a connected platform. Where a page was written before, or was imported from there, that page is updated, unless somebody
/// has changed it there since: then nothing is overwritten, and its item says what differs.
/// </summary>
/// <param name="Status">What the pages are to be there; left out: new pages are drafts, and others stay what they are.</param>
/// <param name="Overwrite">Write pages that were changed there since all the same; what stood there is kept for a reversion.</param>
/// <param name="Server">The product's own address, <c>https://host</c>, below which forms post.</param>
/// <exception cref="DomainException">
/// NotFound: the campaign or the integration; Conflict: the connection is not verified, nothing can be written there, or an export is running; PaymentRequired.
/// </exception>
[Requires(CampaignsPermissions.Publish)]
public sealed record ExportToPlatform(
    Guid CampaignId,
    Guid IntegrationId,
    string? Status,
    bool Overwrite,
    string Server
) : ICommand<PlatformExportView>;

internal sealed class ExportToPlatformValidator : AbstractValidator<ExportToPlatform>
{
    public ExportToPlatformValidator() => RuleFor(export => export.Status).OneOf("status", PageStatus.All);
}

internal sealed class ExportToPlatformHandler(
    IRepository<PlatformIntegration> integrations,
    IRepository<PlatformExport> exports,
    ICampaignLookup campaigns,
    IEnumerable<IPlatformAdapter> platforms,
    IJobQueue jobs,
    IPlanLimits limits,
    TimeProvider time
) : ICommandHandler<ExportToPlatform, PlatformExportView>
{
    public async Task<PlatformExportView> Handle(ExportToPlatform request, CancellationToken cancellationToken)
    {
        await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        await limits.RequireEditableAsync(PlanResource.Integrations, integration.Id, cancellationToken);
        var platform = platforms.Single(one => one.Platform == integration.PlatformType);
        if (platform.Writer is null)
        {
            throw new DomainException(PlatformExportErrors.NothingToWrite(platform.Title));
        }
        var export = PlatformExport.Start(
            time.NewId(),
            integration,
            request.CampaignId,
            request.Status,
            request.Overwrite,
            request.Server,
            time.GetUtcNow()
        );
        // Whoever comes at the same moment breaks the index that allows one, which says the same.
        if (await exports.AnyAsync(new RunningExport(export), cancellationToken))
        {
            throw new DomainException(PlatformExportErrors.Running);
        }
        exports.Add(export);
        export.IsDoneBy(await jobs.EnqueueAsync(ExportJob.For(export), cancellationToken));
        return PlatformExportView.Of(export);
    }
}
