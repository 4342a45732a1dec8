using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <summary>What a model is asked for steps that are written together, and how its answer is read.</summary>
/// <param name="Parts">One for each step, in the order in which they are to be written.</param>
/// <param name="Read">What a part of the answer holds, or what is wrong with it: a model that is told mends most of it.</param>
public sealed record StepQuestion<TResult>(
    StepPrompt Prompt,
    IReadOnlyList<StepPart> Parts,
    Func<StepPart, JsonObject, (TResult? Value, string? Problem)> Read
)
    where TResult : class;
