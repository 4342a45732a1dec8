namespace AiWebBuilder.Application.Integrations.Contracts.Analyses;

/// <param name="Id">What a recommendation names it by.</param>
/// <param name="Meaning">What is counted.</param>
/// <param name="Of">Of how many; absent: of nothing.</param>
/// <param name="Figures">Further numbers of it, by name.</param>
public sealed record AnalysisPromptFact(
    string Id,
    string Meaning,
    long Count,
    long? Of = null,
    IReadOnlyDictionary<string, long>? Figures = null,
    IReadOnlyList<QuotedSample>? Samples = null
);
