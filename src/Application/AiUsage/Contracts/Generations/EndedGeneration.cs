namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <param name="CampaignId">Null: it has none, or that was deleted in the meantime.</param>
/// <param name="Status"><c>completed, failed, cancelled</c>.</param>
/// <param name="Error">Why not all of it was made, for people.</param>
/// <param name="Cost">USD, settled, exact.</param>
public sealed record EndedGeneration(
    Guid Id,
    string GenerationType,
    Guid? CampaignId,
    Guid? ComponentId,
    string Status,
    string? Error,
    decimal Cost
);
