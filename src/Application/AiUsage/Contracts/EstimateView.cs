namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>What a generation will cost at least and at most.</summary>
/// <param name="MinCost">USD, exact to nano-dollars.</param>
/// <param name="MaxCost">USD: what the calls reserve, every answer the longest that is asked for.</param>
/// <param name="Section">Its share of both: the sections of a page are written by one call.</param>
public sealed record EstimateView(string Model, decimal MinCost, decimal MaxCost, string Currency, CostRange Section);
