namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>USD.</summary>
public sealed record CostRange(decimal MinCost, decimal MaxCost);
