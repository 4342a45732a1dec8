using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns.Publishing;

/// <summary>A campaign's pages went on the net, or were replaced there.</summary>
public sealed record PagesPublished(Guid CampaignId, string Slug, DateTimeOffset At) : IDomainEvent;
