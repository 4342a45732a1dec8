namespace AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

/// <param name="Sections">By the order of what was read.</param>
/// <param name="Gone">Those that are no longer on the page.</param>
public sealed record PageUpdate(IReadOnlyList<SectionUpdate> Sections, IReadOnlyList<SectionUpdate> Gone);
