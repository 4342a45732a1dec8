namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <param name="Text">The user message: data only, so that nothing in it reads as an instruction.</param>
/// <param name="Schema">The JSON schema of the answer.</param>
/// <param name="Version">Which wording of the prompt this is: answers are compared by it.</param>
public sealed record StepPrompt(string System, string Text, System.Text.Json.JsonElement Schema, string Version);
