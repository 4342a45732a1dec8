using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Generation;

internal static class SectionWriting
{
    /// <summary>What every model is told to answer; those that keep to a schema are held to it by their provider.</summary>
    private static readonly JsonElement Schema = JsonElement.Parse(
        """
        {
          "type": "object",
          "properties": {
            "name": { "type": "string" },
            "html": { "type": "string" },
            "css": { "type": "string" },
            "props": { "type": "object" }
          },
          "required": ["name", "html", "css", "props"]
        }
        """
    );

    public static StepPrompt Ask(SectionPrompt prompt) =>
        new(Briefing.SystemPrompt, Briefing.Prompt(prompt), Schema, Briefing.PromptVersion);

    /// <summary>The section that a step writes.</summary>
    public static PlannedSection SectionOf(StepState step) =>
        JsonSerializer.Deserialize<PlannedSection>(step.Section, Briefing.PromptJson)!;

    public static ComponentContent ContentOf(SectionDraft draft, string nameOtherwise) =>
        new(
            draft.Name.Length is > 0 and <= 255 ? draft.Name : nameOtherwise,
            draft.Html,
            draft.Css,
            draft.Props.ToJsonString(Briefing.PromptJson),
            IsAttached: false
        );

    /// <summary>How it was made, for <c>ai_generation_metadata</c>.</summary>
    public static string MetadataOf(GenerationState generation, AiAnswer answer) =>
        JsonSerializer.Serialize(
            new
            {
                generationId = generation.Id,
                provider = answer.Model.Provider,
                model = answer.Model.Model,
                answer.InputTokens,
                answer.OutputTokens,
                answer.CostUsd,
            },
            Briefing.PromptJson
        );
}

/// <summary>Reads what a model answered.</summary>
internal static class SectionDrafts
{
    /// <returns>The draft, or what is wrong with the answer.</returns>
    public static (SectionDraft? Draft, string? Problem) Read(string text)
    {
        try
        {
            var json = JsonNode.Parse(text) as JsonObject;
            var html = json?["html"]?.GetValue<string>();
            if (string.IsNullOrWhiteSpace(html))
            {
                return (null, "The model's answer has no html.");
            }
            if (!JsonTexts.IsStorable(json))
            {
                return (null, "The model's answer holds characters, numbers or a nesting that cannot be stored.");
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
}
