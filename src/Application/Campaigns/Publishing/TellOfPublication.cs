using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Domain.Campaigns.Publishing;

namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>Other modules hear of what went on the net, by whatever use case.</summary>
internal sealed class TellOfPublication(IEventBus bus) : DomainEventHandler<PagesPublished>
{
    protected override Task Handle(PagesPublished domainEvent, CancellationToken cancellationToken) =>
        bus.TellLaterAsync(
            new CampaignPublished(domainEvent.CampaignId, domainEvent.Slug, domainEvent.At),
            cancellationToken
        );
}

/// <summary>Other modules hear of what was taken off the net.</summary>
internal sealed class TellOfWithdrawal(IEventBus bus) : DomainEventHandler<PagesWithdrawn>
{
    protected override Task Handle(PagesWithdrawn domainEvent, CancellationToken cancellationToken) =>
        bus.TellLaterAsync(new CampaignUnpublished(domainEvent.CampaignId, domainEvent.At), cancellationToken);
}
