using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Infrastructure.AiUsage.Offline.Frames;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;
using AiWebBuilder.Infrastructure.Integrations.Analyses;
using Microsoft.Extensions.AI;

namespace AiWebBuilder.Quality.Pages;

/// <summary>What the product makes of a brief by the offline writer: the same prompts, answers, checks and blocks as in a generation, without a database.</summary>
internal sealed record WrittenCampaign(
    Campaign Campaign,
    IReadOnlyList<CampaignComponent> Components,
    IReadOnlyList<ComposedPage> Pages,
    PreflightReport Preflight,
    FactsView Facts,
    IReadOnlyList<(string Page, string Kind, string Problem)> Failed
)
{
    private static readonly BlockCatalogue Blocks = new();
    private static readonly FactReader Reader = new();

    public static async Task<WrittenCampaign> OfAsync(CampaignDetails details, string? language)
    {
        var now = DateTimeOffset.UnixEpoch;
        var campaign = Campaign.Create(
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            details,
            language,
            Reader.Read(details.ToBrief(language)).ToLedger(),
            now
        );
        var briefed = Briefing.For(campaign);
        campaign.BeginGeneration(briefed.Plan, briefed.Theme);
        List<CampaignComponent> components = [];
        List<(string, string, string)> failed = [];
        using var model = new OfflineChatClient(
            new SectionInstructions(new EditReader(new FactReader(), new BlockCatalogue(), new OfflineFrames())),
            new OfflineAnalyses()
        );
        foreach (
            var page in SectionWriting
                .Keyed(briefed.Plan.Sections)
                .GroupBy(one => one.Section.Page, StringComparer.Ordinal)
        )
        {
            List<AskedSection> toWrite = [];
            foreach (var one in page)
            {
                if (SectionWriting.TakenOver(Blocks, one.Section, components) is { } there)
                {
                    Land(one.Section, there);
                }
                else
                {
                    toWrite.Add(one);
                }
            }
            var site = CampaignSite.Of(briefed, components);
            var question = SectionWriting.Ask(
                Blocks,
                briefed,
                site,
                instruction: null,
                [.. toWrite.Select(one => (Guid.CreateVersion7(), one))]
            );
            var answer = await model.GetResponseAsync([
                new ChatMessage(ChatRole.System, question.Prompt.System),
                new ChatMessage(ChatRole.User, question.Prompt.Text),
            ]);
            var written = JsonNode.Parse(answer.Text)!;
            foreach (var (part, asked) in question.Parts.Zip(toWrite))
            {
                var (draft, problem) = question.Read(part, written[part.Key]!.AsObject());
                if (draft?.Props is null)
                {
                    failed.Add((page.Key, asked.Section.Kind, problem ?? $"left out: {draft?.LeftOut}"));
                }
                else
                {
                    Land(asked.Section, draft);
                }
            }
        }
        campaign.EndGeneration(components.Count > 0);
        // As at the end of a generation: nothing leads to what could not be written.
        var whole = CampaignSite.Of(briefed, components).WithoutUnwritten();
        foreach (var component in components)
        {
            component.Restyle(Blocks.LayAnew(whole, ComponentPlace.Of(component), component.Content));
        }
        var pages = CampaignPages.ComposeAll(Blocks, campaign, components, monthsKept: 25);
        return new(
            campaign,
            components,
            pages,
            new Preflight().Examine(pages, Preflighting.SourcesOf(campaign), null),
            FactsView.Of(campaign, components),
            failed
        );

        void Land(PlannedSection section, SectionDraft draft) =>
            components.Add(
                CampaignComponent.Create(
                    Guid.CreateVersion7(),
                    campaign.UserId,
                    campaign.Id,
                    Blocks.LayAnew(
                        CampaignSite.Of(briefed, components),
                        new ComponentPlace(section.Page, section.Kind, section.Kind),
                        new(section.Name, "", null, draft.Props!.ToJsonString(Briefing.PromptJson), IsAttached: true)
                    ),
                    section.ComponentType,
                    section.Page,
                    section.Kind,
                    section.Kind,
                    briefed.Plan.Sections.ToList().IndexOf(section),
                    "generated",
                    "{}",
                    null,
                    now
                )
            );
    }

    /// <summary>Letters of every script as they are.</summary>
    public static JsonSerializerOptions Json => Briefing.PromptJson;

    /// <summary>A brief as the API takes it.</summary>
    public static (CampaignDetails Details, string? Language) BriefOf(JsonNode brief)
    {
        return (
            new CampaignDetails(
                Text("name")!,
                Text("type")!,
                Text("description"),
                Text("targetAudience"),
                Text("businessType"),
                [.. (brief["goals"]?.AsArray() ?? []).Select(goal => goal!.GetValue<string>())],
                Text("brandGuidelines"),
                brief["performanceRequirements"]?.ToJsonString() ?? "{}",
                null,
                null
            ),
            (string?)brief["performanceRequirements"]?["language"]
        );

        string? Text(string name) => (string?)brief[name];
    }
}
