using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
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
        IGenerations generations,
        IBlocks blocks,
        IUploads uploads,
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
        var pages = CampaignPages.ComposeAll(blocks, campaign, components);
        var report = preflight.Examine(pages, BriefFacts.TextOf(campaign.ToBrief(campaign.Language)), limit);
        var unwritten = (await generations.FailedAsync(campaign.Id, cancellationToken))
            .Select(SectionWriting.SectionIn)
            .Where(section => !components.Any(one => one.Page == section.Page && one.Kind == section.Kind))
            .Select(Unwritten)
            .ToArray();
        var shown = pages.SelectMany(page => page.Images).ToHashSet();
        var there = await uploads.FindAsync([.. shown.Select(image => image.ImageId)], cancellationToken);
        var missing = shown.Where(image => !there.ContainsKey(image.ImageId)).Select(Missing);
        PreflightCheck[] checks =
        [
            .. unwritten.Concat(missing).Concat(report.Checks).OrderBy(check => check.Severity != "error"),
        ];
        return new PreflightReport(!checks.Any(check => check.Severity == "error"), checks);
    }

    private static PreflightCheck Missing(ShownImage image) =>
        new(
            "images.missing",
            "error",
            image.ComponentId,
            $"The image {image.ImageId} is not among the account's uploads: upload it again, or take it out."
        );

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
