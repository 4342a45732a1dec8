using System.Text.Json;

namespace AiWebBuilder.Application.Integrations.Analyses;

/// <summary>How the columns of an analysis are written, and read.</summary>
internal static class AnalysisJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
