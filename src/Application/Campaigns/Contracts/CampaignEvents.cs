using AiWebBuilder.Application.Common.Outbox;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>A campaign's pages were taken off the net for good.</summary>
public sealed record CampaignUnpublished(Guid CampaignId, DateTimeOffset UnpublishedAt) : IIntegrationEvent
{
    public static string EventName => "campaigns.campaign_unpublished.v1";
}
