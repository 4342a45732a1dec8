using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Versions;

/// <summary>
/// Restores an earlier version or a variant as a new version; an attached one in the look that the theme has now. History is never rewritten.
/// </summary>
/// <exception cref="DomainException">NotFound: the component or the version; Conflict: locked or archived; PaymentRequired.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record RestoreComponentVersion(Guid ComponentId, int Version) : ICommand;

internal sealed class RestoreComponentVersionHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IComponentReads reads,
    ICampaignTurns turns,
    IBlocks blocks,
    IUploads uploads,
    IPlanLimits limits,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<RestoreComponentVersion, Done>
{
    public async Task<Done> Handle(RestoreComponentVersion request, CancellationToken cancellationToken)
    {
        await turns.TakeForComponentAsync(request.ComponentId, cancellationToken);
        var component = await components.RequireAsync(request.ComponentId, cancellationToken);
        var version = await reads.RequireVersionAsync(component.Id, request.Version, cancellationToken);
        var campaign = await campaigns.RequireAsync(component.CampaignId, cancellationToken);
        campaign.EnsureEditable();
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);
        component.Restore(
            blocks.LayAnew(
                await CampaignSite.OfAsync(
                    uploads,
                    campaign,
                    await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken),
                    version.Props,
                    cancellationToken
                ),
                ComponentPlace.Of(component),
                new ComponentContent(
                    version.Name,
                    version.Code,
                    version.CssStyles,
                    version.Props?.ToJsonString(Briefing.PromptJson) ?? "{}",
                    version.IsAttached
                )
            ),
            user.ActorId,
            time.GetUtcNow()
        );
        return default;
    }
}
