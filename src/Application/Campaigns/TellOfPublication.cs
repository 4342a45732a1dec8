using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>Other modules hear of what went on the net, by whatever use case.</summary>
internal sealed class TellOfPublication(IEventBus bus) : DomainEventHandler<PagesPublished>
{
    protected override Task Handle(PagesPublished published, CancellationToken cancellationToken) =>
        bus.TellLaterAsync(
            new CampaignPublished(published.CampaignId, published.Slug, published.At),
            cancellationToken
        );
}

/// <summary>Other modules hear of what was taken off the net.</summary>
internal sealed class TellOfWithdrawal(IEventBus bus) : DomainEventHandler<PagesWithdrawn>
{
    protected override Task Handle(PagesWithdrawn withdrawn, CancellationToken cancellationToken) =>
        bus.TellLaterAsync(new CampaignUnpublished(withdrawn.CampaignId, withdrawn.At), cancellationToken);
}
