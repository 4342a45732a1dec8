using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Versions;

/// <summary>Restores an earlier version or a variant as a new version. History is never rewritten.</summary>
/// <exception cref="DomainException">NotFound: the component or the version; Conflict: locked or archived; PaymentRequired.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record RestoreComponentVersion(Guid ComponentId, int Version) : ICommand;

internal sealed class RestoreComponentVersionHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IComponentReads reads,
    IPlanLimits limits,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<RestoreComponentVersion, Done>
{
    public async Task<Done> Handle(RestoreComponentVersion request, CancellationToken cancellationToken)
    {
        var component = await components.RequireAsync(request.ComponentId, cancellationToken);
        var version = await reads.RequireVersionAsync(component.Id, request.Version, cancellationToken);
        (await campaigns.RequireAsync(component.CampaignId, cancellationToken)).EnsureEditable();
        await limits.RequireEditableAsync(PlanResource.PublishedPages, component.CampaignId, cancellationToken);
        component.Restore(
            new ComponentContent(
                version.Name,
                version.Code,
                version.CssStyles,
                version.Props?.ToJsonString(Briefing.PromptJson) ?? "{}"
            ),
            user.ActorId,
            time.GetUtcNow()
        );
        return default;
    }
}
