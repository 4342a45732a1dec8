namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>What a section that is there already says.</summary>
public sealed record StandingSection(string Page, string Kind, IReadOnlyList<string> Texts);
