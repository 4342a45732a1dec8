namespace AiWebBuilder.Application.Campaigns.Contracts.Documents;

/// <summary>A page of blocks that belongs to no campaign.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Sections">From top to bottom.</param>
public sealed record BlockDocument(string Title, string Language, IReadOnlyList<BlockSection> Sections);
