using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>What a model is asked for a section, how its answer is read, and what becomes of it.</summary>
internal static class SectionWriting
{
    /// <summary>What every model is told to answer with code; those that keep to a schema are held to it by their provider.</summary>
    private static readonly JsonElement CodeSchema = JsonElement.Parse(
        """
        {
          "type": "object",
          "properties": {
            "name": { "type": "string" },
            "html": { "type": "string" },
            "css": { "type": "string" },
            "props": { "type": "object" }
          },
          "required": ["name", "html"]
        }
        """
    );

    public static StepQuestion<SectionDraft> Ask(IBlocks blocks, CampaignSite site, SectionPrompt prompt)
    {
        var block = prompt.CurrentHtml is null ? blocks.Find(prompt.Section.Kind) : null;
        var asked = prompt with { Facts = [.. site.Facts.Values], Block = block?.Schema };
        return new(
            new StepPrompt(
                Briefing.SystemPrompt,
                Briefing.Prompt(asked),
                block is null ? CodeSchema : ModelSchemas.Of(block),
                Briefing.PromptVersion
            ),
            answer =>
                Read(
                    blocks,
                    block,
                    site.PageOf(prompt.Section.Page, prompt.Section.Kind),
                    new AnswerRules(
                        string.Join(
                            '\n',
                            [
                                BriefFacts.TextOf(prompt.Brief),
                                prompt.Instruction,
                                .. AnswerRules.TextsOf(prompt.CurrentProps ?? []),
                            ]
                        ),
                        prompt.Theme.Language,
                        site.Neighbours(prompt.Section.Page, prompt.Section.Kind)
                            .SelectMany(AnswerRules.TextsOf)
                            .ToHashSet(StringComparer.Ordinal)
                    ),
                    answer
                )
        );
    }

    /// <summary>The section that a step writes.</summary>
    public static PlannedSection SectionOf(StepState step) =>
        JsonSerializer.Deserialize<PlannedSection>(step.Section, Briefing.PromptJson)!;

    /// <summary>What a draft makes of a component: laid out as the campaign is now, which may have changed while the model wrote.</summary>
    /// <param name="present">What stands there: of code, what the draft does not speak of stays.</param>
    public static ComponentContent ContentOf(
        IBlocks blocks,
        CampaignSite site,
        ComponentPlace place,
        SectionDraft draft,
        ComponentContent present
    )
    {
        var name = draft.Name.Length is > 0 and <= 255 ? draft.Name : present.Name;
        var props = draft.Props?.ToJsonString(Briefing.PromptJson) ?? present.Props;
        return draft.Html is { } html
            ? new(name, html, draft.Css ?? present.CssStyles, props, IsAttached: false)
            : blocks.LayAnew(site, place, new(name, "", CssStyles: null, props, IsAttached: true));
    }

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

    /// <returns>The draft, its props complete and checked; or what is wrong with the answer.</returns>
    private static (SectionDraft? Draft, string? Problem) Read(
        IBlocks blocks,
        Block? block,
        BlockPage page,
        AnswerRules rules,
        string answer
    )
    {
        try
        {
            if (JsonNode.Parse(answer) is not JsonObject json)
            {
                return (null, "The answer is not the JSON object that was asked for.");
            }
            if (!JsonTexts.IsStorable(json))
            {
                return (null, "The answer holds characters, numbers or a nesting that cannot be stored.");
            }
            if (json["error"]?["message"]?.GetValue<string>() is { Length: > 0 } refusal)
            {
                return (null, refusal);
            }
            var name = json["name"]?.GetValue<string>();
            name = string.IsNullOrWhiteSpace(name) ? "" : name;
            var props = json["props"] is JsonObject given ? given.DeepClone().AsObject() : null;
            if (block is null)
            {
                var html = json["html"]?.GetValue<string>();
                return string.IsNullOrWhiteSpace(html)
                    ? (null, "The answer has no html.")
                    : (new SectionDraft(name, props, html, json["css"]?.GetValue<string>()), null);
            }
            if (props is null)
            {
                return (null, "The answer has no props.");
            }
            var completed = blocks.Complete(block, WithoutNulls(props));
            var findings = blocks.Check(block, completed);
            findings = findings.Count > 0 ? findings : blocks.References(block, completed, page);
            findings = findings.Count > 0 ? findings : rules.Check(block.Kind, completed);
            return findings.Count == 0
                ? (new SectionDraft(name, completed), null)
                : (
                    null,
                    string.Join(
                        ' ',
                        findings.Take(MostFindings).Select(finding => $"props{finding.Path} {finding.Message}")
                    )
                );
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            return (null, "The answer is not the JSON object that was asked for.");
        }
    }

    // More of them tell a model no more.
    private const int MostFindings = 12;

    /// <summary>Where every member must be there, null says that there is none.</summary>
    private static JsonObject WithoutNulls(JsonObject members)
    {
        foreach (var (name, value) in members.ToArray())
        {
            switch (value)
            {
                case null:
                    members.Remove(name);
                    break;
                case JsonObject inner:
                    WithoutNulls(inner);
                    break;
                case JsonArray items:
                    foreach (var item in items.OfType<JsonObject>())
                    {
                        WithoutNulls(item);
                    }
                    break;
                default:
                    break;
            }
        }
        return members;
    }
}
