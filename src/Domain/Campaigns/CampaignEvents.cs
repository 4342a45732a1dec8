using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>A campaign's pages went on the net, or were replaced there.</summary>
public sealed record PagesPublished(Guid CampaignId, string Slug, DateTimeOffset At) : IDomainEvent;

/// <summary>A campaign's pages were taken off the net for good.</summary>
public sealed record PagesWithdrawn(Guid CampaignId, DateTimeOffset At) : IDomainEvent;
