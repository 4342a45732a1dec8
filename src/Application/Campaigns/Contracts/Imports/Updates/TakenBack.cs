namespace AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

/// <summary>What has become of the campaign of an import that was taken back.</summary>
/// <param name="IsCampaignGone">Nothing of it is left.</param>
/// <param name="Removed">Ids of the components that are gone.</param>
/// <param name="Kept">What the owner has worked on since.</param>
public sealed record TakenBack(bool IsCampaignGone, IReadOnlyList<Guid> Removed, IReadOnlyList<KeptWork> Kept);
