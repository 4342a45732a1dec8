namespace AiWebBuilder.Application.Campaigns.Previews;

/// <summary>What a preview link says: whose campaign may be looked at, and until when.</summary>
/// <param name="MakerId">Who made it: when they no longer act for the account, the link ends too.</param>
public sealed record PreviewLink(Guid AccountId, Guid MakerId, Guid CampaignId, DateTimeOffset ExpiresAt);
