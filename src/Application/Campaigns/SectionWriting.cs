using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>What came of asking a model for a section: a draft, or the problem with the last answer.</summary>
internal sealed record WrittenSection(SectionDraft? Draft, string? Problem, AiAnswer Answer);

internal static class SectionWriting
{
    /// <summary>Answers that were no usable section, before the step is given up.</summary>
    private const int Tries = 2;

    /// <exception cref="Domain.Common.DomainException">Unavailable: the provider failed or stopped in the middle.</exception>
    public static async Task<WrittenSection> WriteSectionAsync(
        this IAiWriter writer,
        ModelChoice model,
        SectionPrompt prompt,
        CancellationToken cancellationToken
    )
    {
        var message = Briefing.Prompt(prompt);
        for (var attempt = 1; ; attempt++)
        {
            var answer = await writer.WriteAsync(model, Briefing.SystemPrompt, message, cancellationToken);
            var (draft, problem) = SectionDrafts.Read(answer.Text);
            if (draft is not null || attempt == Tries)
            {
                return new WrittenSection(draft, problem, answer);
            }
        }
    }
}

/// <summary>Reads what a model answered.</summary>
internal static class SectionDrafts
{
    /// <returns>The draft, or what is wrong with the answer.</returns>
    public static (SectionDraft? Draft, string? Problem) Read(string text)
    {
        try
        {
            var json = JsonNode.Parse(Unfenced(text)) as JsonObject;
            var html = json?["html"]?.GetValue<string>();
            if (string.IsNullOrWhiteSpace(html))
            {
                return (null, "The model's answer has no html.");
            }
            if (!JsonTexts.IsStorable(json))
            {
                return (null, "The model's answer holds characters or numbers that cannot be stored.");
            }
            var name = json!["name"]?.GetValue<string>();
            return (
                new SectionDraft(
                    string.IsNullOrWhiteSpace(name) ? "" : name,
                    html,
                    json["css"]?.GetValue<string>() ?? "",
                    json["props"] is JsonObject props ? props.DeepClone().AsObject() : []
                ),
                null
            );
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            return (null, "The model's answer is not the JSON object that was asked for.");
        }
    }

    /// <summary>Models like to wrap JSON in a Markdown fence.</summary>
    private static string Unfenced(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith("```", StringComparison.Ordinal))
        {
            return trimmed;
        }
        var start = trimmed.IndexOf('\n', StringComparison.Ordinal);
        var end = trimmed.LastIndexOf("```", StringComparison.Ordinal);
        return start > 0 && end > start ? trimmed[start..end] : trimmed;
    }
}
