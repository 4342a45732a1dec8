namespace AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

/// <summary>A page that was read again.</summary>
/// <param name="Before">What an import has made of it.</param>
/// <param name="Now">What it says now, in its order.</param>
public sealed record PageReading(string Page, IReadOnlyList<KnownSection> Before, IReadOnlyList<ImportedSection> Now);
