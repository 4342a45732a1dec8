using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns.Publishing;

/// <summary>A campaign's pages were taken off the net for good.</summary>
public sealed record PagesWithdrawn(Guid CampaignId, DateTimeOffset At) : IDomainEvent;
