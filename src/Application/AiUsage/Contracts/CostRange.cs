using System.Text.Json;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>USD.</summary>
public sealed record CostRange(decimal MinCost, decimal MaxCost);
