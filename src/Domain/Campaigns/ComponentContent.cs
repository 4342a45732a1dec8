namespace AiWebBuilder.Domain.Campaigns;

/// <summary>What a version consists of.</summary>
public sealed record ComponentContent(string Name, string Code, string? CssStyles, string Props);
