using System.Text.Json.Serialization;

namespace AiWebBuilder.Application.Integrations.Analyses.Facts;

/// <summary>Something that was counted.</summary>
/// <param name="Id">Area and name: <c>seo.title_missing</c>.</param>
/// <param name="Of">Of how many; null: of nothing.</param>
/// <param name="Figures">Further numbers that belong to it, by name: limits, sums, averages.</param>
/// <param name="Samples">The first few.</param>
public sealed record AnalysisFact(
    string Id,
    long Count,
    long? Of,
    IReadOnlyDictionary<string, long> Figures,
    IReadOnlyList<FactSample> Samples
)
{
    [JsonIgnore]
    public string Area => Id[..Id.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Every number that it gives.</summary>
    [JsonIgnore]
    public IEnumerable<long> Numbers => [Count, .. Of is { } of ? [of] : Array.Empty<long>(), .. Figures.Values];
}
