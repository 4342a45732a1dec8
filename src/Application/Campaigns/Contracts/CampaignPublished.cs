using AiWebBuilder.Application.Common.Outbox;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>A campaign's pages went on the net, or were replaced there.</summary>
/// <param name="Slug">The first page stands at <c>/p/{slug}</c>.</param>
public sealed record CampaignPublished(Guid CampaignId, string Slug, DateTimeOffset PublishedAt) : IIntegrationEvent
{
    public static string EventName => "campaigns.campaign_published.v1";
}
