namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <summary>What a model is asked for a step, and how its answer is read.</summary>
/// <param name="Read">What the answer holds, or what is wrong with it: a model that is told mends most of it.</param>
public sealed record StepQuestion<TResult>(StepPrompt Prompt, Func<string, (TResult? Value, string? Problem)> Read)
    where TResult : class;
