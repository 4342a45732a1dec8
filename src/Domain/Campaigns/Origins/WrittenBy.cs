namespace AiWebBuilder.Domain.Campaigns.Origins;

/// <summary>The step of a generation that wrote a version.</summary>
public sealed record WrittenBy(Guid GenerationId, Guid StepId);
