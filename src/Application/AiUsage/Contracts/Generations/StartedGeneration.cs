using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <summary>The answer to a request for a generation.</summary>
public sealed record StartedGeneration(Guid Id, [OneOf(typeof(GenerationStatus))] string Status, EstimateView Estimate)
{
    /// <summary>The job that carries it out.</summary>
    public Guid? JobId { get; init; }

    /// <summary>A signed address of the events, for <c>EventSource</c>: good for five minutes, without a token.</summary>
    public string? StreamUrl { get; init; }
}
