using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Integrations.Analyses.Writing;

/// <summary>What a writer has made of the facts.</summary>
/// <param name="MigrationPlan">In order; empty unless a migration is assessed.</param>
public sealed record AnalysisDraft(
    string Summary,
    IReadOnlyList<Recommendation> Recommendations,
    IReadOnlyList<MigrationStep> MigrationPlan
);

/// <param name="Facts">The ids of those that it rests on.</param>
public sealed record Recommendation(
    string Title,
    string Text,
    [OneOf(typeof(Efforts))] string Effort,
    IReadOnlyList<string> Facts
);

/// <summary>How much work something is.</summary>
public static class Efforts
{
    public static IReadOnlyList<string> All { get; } = ["low", "medium", "high"];
}
