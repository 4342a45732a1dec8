using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>Lets a component be changed again. Idempotent.</summary>
/// <exception cref="DomainException">NotFound; Conflict: archived.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record UnlockComponent(Guid ComponentId) : ICommand;

internal sealed class UnlockComponentHandler(IRepository<Campaign> campaigns, IRepository<CampaignComponent> components)
    : ICommandHandler<UnlockComponent, Done>
{
    public async Task<Done> Handle(UnlockComponent request, CancellationToken cancellationToken)
    {
        var component = await components.RequireAsync(request.ComponentId, cancellationToken);
        (await campaigns.RequireAsync(component.CampaignId, cancellationToken)).EnsureEditable();
        component.Unlock();
        return default;
    }
}
