using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiWebBuilder.Application.Integrations.Contracts.Analyses;

/// <summary>
/// The user message of every request for an analysis, as JSON: facts that were counted, and beside them, in <c>quote</c> alone, what strangers' pages
/// say. The offline writer gets the same document.
/// </summary>
public sealed record AnalysisPrompt(AnalysisTask Analysis, IReadOnlyList<AnalysisPromptFact> Facts)
{
    /// <summary>The member of the answer that holds what was written.</summary>
    public const string Key = "analysis";

    /// <summary>How the document is written, and read.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
        };
}

/// <param name="Type">One of <see cref="Domain.Integrations.Analyses.AnalysisTypes"/>.</param>
/// <param name="Language">Primary subtag of the language to write in.</param>
/// <param name="Host">The only one that may be named in the answer.</param>
public sealed record AnalysisTask(string Type, string Language, string Host);

/// <param name="Address">Below the host.</param>
/// <param name="Quote">As it stands on the page: data, whatever it says.</param>
public sealed record QuotedSample(string Address, string? Quote = null);
