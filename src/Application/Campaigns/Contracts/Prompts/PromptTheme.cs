namespace AiWebBuilder.Application.Campaigns.Contracts.Prompts;

/// <summary>What a writer can follow of a theme: colours and fonts are no words.</summary>
/// <param name="Style">One of <see cref="Domain.Campaigns.Looks.ThemeStyles"/>.</param>
/// <param name="Language">BCP 47 tag of the pages.</param>
/// <param name="Variation">By what campaigns of one trade and style differ in their layouts.</param>
public sealed record PromptTheme(string Style, string Language, int Variation);
