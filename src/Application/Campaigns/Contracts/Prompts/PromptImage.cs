namespace AiWebBuilder.Application.Campaigns.Contracts.Prompts;

/// <summary>An uploaded picture, by the id that props name it by.</summary>
/// <param name="Alt">What it shows, in the owner's words; null: nobody has said.</param>
public sealed record PromptImage(Guid Id, int Width, int Height, string? Alt);
