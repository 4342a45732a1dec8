using AiWebBuilder.Application.Integrations.Analyses.Facts;
using AiWebBuilder.Application.Integrations.Analyses.Writing;

namespace AiWebBuilder.Application.Integrations.Analyses;

/// <summary>What a migration would carry, and how to go about it.</summary>
/// <param name="Contents">By kind of object: each content is in one column.</param>
/// <param name="Elements">By kind, of the pages that were read: as an import's ledger counts them.</param>
/// <param name="Fates">Each content by itself.</param>
/// <param name="Plan">Empty until it is written.</param>
public sealed record MigrationAssessment(
    IReadOnlyList<FateTotal> Contents,
    IReadOnlyList<FateTotal> Elements,
    IReadOnlyList<ContentFate> Fates,
    IReadOnlyList<MigrationStep> Plan
);
