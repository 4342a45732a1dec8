namespace AiWebBuilder.Application.Campaigns.Contracts.Imports;

/// <param name="Language">BCP 47 tag of its pages; null: not known.</param>
/// <param name="Type"><c>component_enhancement</c>: its pages stand on a connected platform, and go back there when they have been made better.</param>
/// <param name="PlatformSource">Whose page it was: <c>wordpress</c>, <c>custom</c>.</param>
/// <param name="PlatformSourceId">The id of the first page on a connected platform, else where it stood.</param>
/// <param name="Colour">A colour of the brand; null: not known.</param>
public sealed record ImportedCampaign(
    string Name,
    string Type,
    string? Description,
    string? Language,
    string PlatformSource,
    string? PlatformSourceId,
    string? Colour,
    IReadOnlyList<ImportedFact> Facts,
    IReadOnlyList<ImportedSection> Sections
);
