namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <summary>A generation as its target sees it.</summary>
public sealed record GenerationState(
    Guid Id,
    Guid? CampaignId,
    Guid? ComponentId,
    string Status,
    string GenerationType,
    string? Instructions,
    IReadOnlyList<string> ReferenceImages,
    Guid? StartedBy,
    ModelChoice Model,
    IReadOnlyList<StepState> Steps
)
{
    public bool IsProcessing => Status == "processing";

    public StepState Step(Guid id) => Steps.Single(step => step.Id == id);
}
