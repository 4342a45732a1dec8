namespace AiWebBuilder.Application.Integrations.Analyses.Facts;

/// <summary>What was counted for one analysis: kept as it is, and the ground of all that is written.</summary>
/// <param name="Host">Of the pages; empty: none were read.</param>
/// <param name="Language">Primary subtag of the one that the analysis is written in.</param>
public sealed record CountedFacts(string Host, string Language, DateTimeOffset At, IReadOnlyList<AnalysisFact> Facts);
