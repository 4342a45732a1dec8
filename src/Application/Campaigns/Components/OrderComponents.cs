using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>Sets the order of a campaign's components. Nothing else about them changes; locked ones move, too.</summary>
/// <exception cref="DomainException">NotFound; Conflict: archived, or the ids are not exactly the campaign's components; PaymentRequired.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record OrderComponents(Guid CampaignId, IReadOnlyList<Guid> ComponentIds) : ICommand;

internal sealed class OrderComponentsValidator : AbstractValidator<OrderComponents>
{
    public OrderComponentsValidator() =>
        RuleFor(order => order.ComponentIds)
            .Must(ids => ids.Count <= 1000)
            .WithMessage("At most 1,000 ids.")
            .Must(ids => ids.Distinct().Count() == ids.Count)
            .WithMessage("Each id may occur only once.");
}

internal sealed class OrderComponentsHandler(IRepository<Campaign> campaigns, IComponentOrder order, IPlanLimits limits)
    : ICommandHandler<OrderComponents, Done>
{
    public async Task<Done> Handle(OrderComponents request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        campaign.EnsureEditable();
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);
        return await order.ReplaceAsync(campaign.Id, request.ComponentIds, cancellationToken)
            ? default
            : throw new DomainException(CampaignErrors.OrderMismatch);
    }
}
