namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>What a generation will cost at least and at most.</summary>
/// <param name="MinCost">USD, exact to nano-dollars.</param>
/// <param name="MaxCost">USD: every section answered at the longest that is asked for.</param>
/// <param name="Section">The same for each one.</param>
public sealed record EstimateView(string Model, decimal MinCost, decimal MaxCost, string Currency, CostRange Section);
