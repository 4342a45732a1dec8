using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Prompts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>What a model is asked for a section, how its answer is read, and what becomes of it.</summary>
internal static class SectionWriting
{
    // What the brief says in its own words, and no block names by its id but where the plan has it listed.
    private static readonly FrozenSet<string> InBrief = FrozenSet.Create(
        StringComparer.Ordinal,
        "audience",
        "claim",
        "colour",
        "deliverable",
        "instruction",
        "product",
        "service",
        "tone"
    );

    /// <param name="sections">Those to write, each with its step: of one page.</param>
    public static StepQuestion<SectionDraft> Ask(
        IBlocks blocks,
        Briefed briefed,
        CampaignSite site,
        string? instruction,
        IReadOnlyList<(Guid StepId, AskedSection Asked)> sections
    )
    {
        var (brief, plan, theme, _) = briefed;
        var page = sections[0].Asked.Section.Page;
        var kinds = sections.ToDictionary(
            one => one.Asked.Key,
            one => one.Asked.CurrentHtml is null ? blocks.Find(one.Asked.Section.Kind) : null,
            StringComparer.Ordinal
        );
        var asked = sections.Select(one => one.Asked).ToArray();
        // Of a whole page all that the campaign needs, so that its other pages are asked for in the same bytes.
        var said = asked.Any(one => one.CurrentProps is not null || one.CurrentHtml is not null)
            ? kinds.Values
            : plan.Sections.Select(section => section.Kind).Distinct(StringComparer.Ordinal).Select(blocks.Find);
        var listed = plan.Sections.SelectMany(section => section.Facts).ToHashSet(StringComparer.Ordinal);
        var prompt = new PagePrompt(
            brief,
            instruction,
            new PromptTheme(theme.Style, theme.Language, theme.Variation),
            plan.ToOutline(),
            ModelSchemas.Said(said.OfType<Block>())
        )
        {
            Images =
            [
                .. site.Images.Select(one => new PromptImage(one.Id, one.Width!.Value, one.Height!.Value, one.Title)),
            ],
            Files = [.. site.Files.Select(one => new PromptFile(one.Id, one.Extension.ToUpperInvariant(), one.Label))],
            Facts = [.. site.Facts.Values.Where(fact => !InBrief.Contains(fact.Kind) || listed.Contains(fact.Id))],
            Standing = site.Standing(page, [.. asked.Select(one => one.Section.Kind)]),
            Sections = asked,
        };
        // What an answer says in one section it must not say again in the next.
        var written = new Dictionary<string, (string Kind, string[] Texts)>(StringComparer.Ordinal);
        return new(
            new StepPrompt(
                Briefing.SystemPrompt,
                JsonSerializer.Serialize(prompt, PagePrompt.Json),
                keys => ModelSchemas.Of(keys.Select(key => (key, kinds[key], MayBeLeftOut(key)))),
                Briefing.PromptVersion,
                Briefing.LongestAnswer(kinds.Values)
            ),
            [.. sections.Select(one => new StepPart(one.StepId, one.Asked.Key))],
            (part, answer) =>
            {
                var one = asked.First(one => one.Key == part.Key);
                var (draft, problem) = Read(
                    blocks,
                    kinds[part.Key],
                    site.PageOf(page, one.Section.Kind),
                    MayBeLeftOut(one.Key),
                    new AnswerRules(
                        string.Join('\n', [BriefText.Of(brief), instruction, .. site.Files.Select(file => file.Label)]),
                        AnswerRules.TextsOf(one.CurrentProps ?? []).ToHashSet(StringComparer.Ordinal),
                        theme.Language,
                        site.Neighbours(page, one.Section.Kind)
                            .SelectMany(AnswerRules.TextsOf)
                            .Concat(
                                written
                                    .Values.Where(other => other.Kind != one.Section.Kind)
                                    .SelectMany(other => other.Texts)
                            )
                            .ToHashSet(StringComparer.Ordinal),
                        site.Facts
                    ),
                    answer
                );
                if (draft?.Props is { } props)
                {
                    written[part.Key] = (one.Section.Kind, [.. AnswerRules.TextsOf(props)]);
                }
                return (draft, problem);
            }
        );

        bool MayBeLeftOut(string key) =>
            kinds[key] is { IsOptional: true } && asked.First(one => one.Key == key).CurrentProps is null;
    }

    /// <summary>Those of the sections that a model writes: not what will stand on another page and is taken over from there.</summary>
    /// <param name="own">The campaign's components.</param>
    public static IReadOnlyList<PlannedSection> ToWrite(
        IBlocks blocks,
        IReadOnlyCollection<PlannedSection> sections,
        IReadOnlyCollection<CampaignComponent> own
    ) =>
        [
            .. sections.Where(section =>
                section.SameAs is not { } page
                || !sections.Any(one => one.Page == page && one.Kind == section.Kind)
                    && TakenOver(blocks, section, own) is null
            ),
        ];

    /// <summary>
    /// What the page that a section repeats has in its place. Null: nothing that another page can have, as it could not be written, is code,
    /// or is in a shape of another version of the product.
    /// </summary>
    /// <param name="own">The campaign's components.</param>
    public static SectionDraft? TakenOver(IBlocks blocks, PlannedSection section, IEnumerable<CampaignComponent> own)
    {
        if (
            section.SameAs is not { } page
            || page == section.Page
            || blocks.Find(section.Kind) is not { } block
            || own.FirstOrDefault(one => one.Page == page && one.Kind == section.Kind) is not { IsAttached: true } there
        )
        {
            return null;
        }
        var props = blocks.Current(section.Kind, JsonNode.Parse(there.Props)!.AsObject());
        return blocks.Check(block, props).Count == 0 ? new SectionDraft(there.Name, props) : null;
    }

    /// <summary>What a model is asked for these sections: one prompt for each page.</summary>
    public static IReadOnlyCollection<StepPrompt> CallsFor(
        IBlocks blocks,
        Briefed briefed,
        CampaignSite site,
        string? instruction,
        IEnumerable<PlannedSection> sections
    ) =>
        [
            .. Keyed(sections)
                .GroupBy(one => one.Section.Page, StringComparer.Ordinal)
                .Select(page =>
                    Ask(blocks, briefed, site, instruction, [.. page.Select(one => (Guid.Empty, one))]).Prompt
                ),
        ];

    /// <summary>What the sections are called in an answer: their kinds, with a number where a page has several of one.</summary>
    /// <param name="sections">All of a generation's, in their order.</param>
    /// <returns>In the same order.</returns>
    public static IReadOnlyList<AskedSection> Keyed(IEnumerable<PlannedSection> sections)
    {
        var times = new Dictionary<(string, string), int>();
        return
        [
            .. sections.Select(section =>
            {
                var place = (section.Page, section.Kind);
                var number = times[place] = times.GetValueOrDefault(place) + 1;
                return new AskedSection(
                    number == 1
                        ? section.Kind
                        : string.Create(CultureInfo.InvariantCulture, $"{section.Kind}-{number}"),
                    section
                );
            }),
        ];
    }

    /// <summary>The section that a step writes.</summary>
    public static PlannedSection SectionOf(StepState step) => SectionIn(step.Section);

    /// <summary>The same, from the step's JSON.</summary>
    public static PlannedSection SectionIn(string step) =>
        JsonSerializer.Deserialize<PlannedSection>(step, Briefing.PromptJson)!;

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
    /// <param name="call">Null: no model was asked.</param>
    public static string MetadataOf(GenerationState generation, AiCall? call) =>
        JsonSerializer.Serialize(
            new
            {
                generationId = generation.Id,
                callId = call?.Id,
                provider = call?.Model.Provider,
                model = call?.Model.Model,
            },
            PagePrompt.Json
        );

    /// <returns>The draft, its props complete and checked; or what is wrong with the answer.</returns>
    private static (SectionDraft? Draft, string? Problem) Read(
        IBlocks blocks,
        Block? block,
        BlockPage page,
        bool mayBeLeftOut,
        AnswerRules rules,
        JsonObject json
    )
    {
        try
        {
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
            if (props is null && json["leftOut"]?.GetValue<string>() is { } why && !string.IsNullOrWhiteSpace(why))
            {
                return !mayBeLeftOut ? (null, "This section cannot be left out.")
                    : why.Length > LongestReason ? (null, "leftOut is longer than one sentence.")
                    : (new SectionDraft(name, Props: null, LeftOut: why), null);
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
        catch (Exception malformed) when (malformed is InvalidOperationException or FormatException)
        {
            return (null, "The answer has a member of the wrong type.");
        }
    }

    private const int LongestReason = 300;

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
