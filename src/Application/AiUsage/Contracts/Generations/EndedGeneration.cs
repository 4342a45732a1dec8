namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <param name="CampaignId">Null when it was deleted in the meantime.</param>
public sealed record EndedGeneration(Guid Id, string GenerationType, Guid? CampaignId, Guid? ComponentId);
