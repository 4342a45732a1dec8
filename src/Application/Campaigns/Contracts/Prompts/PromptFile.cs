namespace AiWebBuilder.Application.Campaigns.Contracts.Prompts;

/// <summary>An upload to download, by the id that props name it by.</summary>
/// <param name="Type">What people call its format: <c>PDF</c>.</param>
/// <param name="Title">What it is, in the owner's words or as it is named.</param>
public sealed record PromptFile(Guid Id, string Type, string Title);
