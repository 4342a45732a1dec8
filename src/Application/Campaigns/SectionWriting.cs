using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns;

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

    /// <exception cref="DomainException">See <see cref="IAiWriter.WriteAsync"/>.</exception>
    public static Task<AiResult<SectionDraft>> WriteSectionAsync(
        this IAiWriter writer,
        GenerationState generation,
        StepState step,
        SectionPrompt prompt,
        CancellationToken cancellationToken
    ) =>
        writer.WriteAsync(
            new AiRequest(generation.Model, generation.GenerationType, Briefing.SystemPrompt, Briefing.Prompt(prompt))
            {
                GenerationId = generation.Id,
                StepId = step.Id,
                MayWait = step.MayWait,
                CampaignId = generation.CampaignId,
                MemberId = generation.StartedBy,
                Schema = Schema,
                Images = generation.ReferenceImages,
                PromptVersion = Briefing.PromptVersion,
            },
            SectionDrafts.Read,
            cancellationToken
        );

    /// <summary>Whether asking again, or for the next section, would be refused as well: a cap, a stop, a model that has gone.</summary>
    public static bool IsFinal(this DomainException refused) => refused.Error.Kind != ErrorKind.Unavailable;
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
