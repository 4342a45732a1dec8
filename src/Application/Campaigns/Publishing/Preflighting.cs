using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>Everything that is known about a campaign before it is published: its pages, and what could not be written of them.</summary>
internal static class Preflighting
{
    public static async Task<PreflightReport> ExamineAsync(
        IPreflight preflight,
        IBlocks blocks,
        IGenerations generations,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        CancellationToken cancellationToken
    )
    {
        double? limit =
            JsonNode.Parse(campaign.PerformanceRequirements)?["maxPageWeightKb"] is JsonValue value
            && value.TryGetValue<double>(out var kb)
                ? kb
                : null;
        var report = preflight.Examine(
            CampaignPages.ComposeAll(blocks, campaign, components),
            BriefFacts.TextOf(campaign.ToBrief(campaign.Language)),
            limit
        );
        var unwritten = (await generations.FailedAsync(campaign.Id, cancellationToken))
            .Select(SectionWriting.SectionIn)
            .Where(section => !components.Any(one => one.Page == section.Page && one.Kind == section.Kind))
            .Select(Unwritten)
            .ToArray();
        return new PreflightReport(
            report.Passed && !unwritten.Any(check => check.Severity == "error"),
            [.. unwritten.Concat(report.Checks).OrderBy(check => check.Severity != "error")]
        );
    }

    private static PreflightCheck Unwritten(PlannedSection section) =>
        section.Kind == SectionKinds.Hero
            ? new(
                "sections.hero-unwritten",
                "error",
                null,
                $"The page {section.Page} has no beginning: “{section.Name}” could not be written. Generate the campaign again, or add one."
            )
            : new(
                "sections.unwritten",
                "warning",
                null,
                $"“{section.Name}” could not be written, and is missing on the page {section.Page}."
            );
}
