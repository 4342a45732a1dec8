using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;

namespace AiWebBuilder.Application.AiUsage.Writing;

/// <summary>A part of an answer that can be used.</summary>
/// <param name="Letters">Its length in the answer: the account pays for its share.</param>
/// <param name="Answer">With the last of an answer: what the call came to, to be settled with it. Null: the model still writes.</param>
public sealed record WrittenPart<T>(AiCall Call, StepPart Part, T Value, int Letters, AiAnswer? Answer)
    where T : class;
