using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;

namespace AiWebBuilder.Application.AiUsage.Writing;

/// <summary>What came of asking: a value with the answer to pay for, or a problem, which costs the account nothing.</summary>
public sealed record AiResult<T>(T? Value, string? Problem, AiAnswer? Answer)
    where T : class
{
    /// <summary>Nothing was asked: there is room, but calls under way hold it. Some of it comes back as they end.</summary>
    public bool IsHeld { get; init; }
}
