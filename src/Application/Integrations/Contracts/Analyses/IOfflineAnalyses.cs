using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Integrations.Contracts.Analyses;

/// <summary>Writes an analysis without a model, from its facts alone.</summary>
public interface IOfflineAnalyses
{
    /// <returns>What a model would put under <see cref="AnalysisPrompt.Key"/>.</returns>
    JsonObject Write(AnalysisPrompt prompt);
}
