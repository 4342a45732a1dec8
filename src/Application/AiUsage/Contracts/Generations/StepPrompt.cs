using System.Text.Json;

namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <param name="Text">The user message: data only, so that nothing in it reads as an instruction.</param>
/// <param name="Schema">The JSON schema of an answer that has the parts with these keys.</param>
/// <param name="Version">Which wording of the prompt this is: answers are compared by it.</param>
/// <param name="MaxOutputTokens">Tokens that the answer may take: what is reserved for it, and what the estimate counts with.</param>
public sealed record StepPrompt(
    string System,
    string Text,
    Func<IReadOnlyList<string>, JsonElement> Schema,
    string Version,
    int MaxOutputTokens
);
