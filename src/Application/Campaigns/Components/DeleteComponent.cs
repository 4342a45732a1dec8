using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>Deletes a component with its versions. Published pages stay as they are until the campaign is published again.</summary>
/// <exception cref="DomainException">NotFound; PreconditionRequired or PreconditionFailed; Conflict: locked or archived; PaymentRequired.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record DeleteComponent(Guid ComponentId, string? IfMatch) : ICommand;

internal sealed class DeleteComponentHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IPlanLimits limits
) : ICommandHandler<DeleteComponent, Done>
{
    public async Task<Done> Handle(DeleteComponent request, CancellationToken cancellationToken)
    {
        var component = await components.RequireAsync(request.ComponentId, cancellationToken);
        ETags.Require(request.IfMatch, component);
        (await campaigns.RequireAsync(component.CampaignId, cancellationToken)).EnsureEditable();
        await limits.RequireEditableAsync(PlanResource.PublishedPages, component.CampaignId, cancellationToken);
        component.EnsureUnlocked();
        components.Remove(component);
        return default;
    }
}
