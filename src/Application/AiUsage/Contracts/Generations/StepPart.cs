namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <summary>A step's part of an answer, which is one JSON object.</summary>
/// <param name="Key">The member that holds it.</param>
public sealed record StepPart(Guid StepId, string Key);
