namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <param name="JobType">Its target's.</param>
/// <param name="GenerationType">Its target's.</param>
/// <param name="CampaignId">Null: what is made belongs to none.</param>
public sealed record NewGeneration(
    string JobType,
    string GenerationType,
    Guid? CampaignId,
    Guid? ComponentId,
    string? Instructions,
    IReadOnlyList<string> ReferenceImages,
    ModelChoice Model,
    EstimateView Estimate,
    IReadOnlyList<(Guid Id, string Name, string Section)> Steps
);
