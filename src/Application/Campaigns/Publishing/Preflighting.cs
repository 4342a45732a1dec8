using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Campaigns.Pages.Head;
using AiWebBuilder.Application.Campaigns.Pages.Legal;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>Everything that is known about a campaign before it is published: its pages, and what could not be written of them.</summary>
internal static class Preflighting
{
    public static async Task<PreflightReport> ExamineAsync(
        IPreflight preflight,
        IComponentReads reads,
        IGenerations generations,
        IBlocks blocks,
        IUploads uploads,
        IVisitRecords visits,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        LocalTime time,
        CancellationToken cancellationToken
    )
    {
        double? limit =
            JsonNode.Parse(campaign.PerformanceRequirements)?["maxPageWeightKb"] is JsonValue value
            && value.TryGetValue<double>(out var kb)
                ? kb
                : null;
        var pages = CampaignPages.ComposeAll(
            blocks,
            campaign,
            components,
            visits.MonthsKept,
            new PageServing { Time = time }
        );
        var instructions = await generations.InstructionsAsync(campaign.Id, cancellationToken);
        var shown = pages.SelectMany(page => page.Uploads).ToHashSet();
        var there = await uploads.FindAsync([.. shown.Select(one => one.Upload.Id)], cancellationToken);
        var report = preflight.Examine(
            pages,
            string.Join('\n', [SourcesOf(campaign), .. instructions, .. there.Values.SelectMany(Said)]),
            limit
        );
        var byHand = await reads.ByHandAsync(campaign.Id, cancellationToken);
        var unwritten = (await generations.FailedAsync(campaign.Id, cancellationToken))
            .Select(SectionWriting.SectionIn)
            .Where(section => !components.Any(one => one.Page == section.Page && one.Kind == section.Kind))
            .Select(Unwritten)
            .ToArray();
        var missing = shown.Where(one => !one.IsIn(there)).Select(Missing);
        PreflightCheck[] checks =
        [
            .. unwritten
                .Concat(missing)
                .Concat(report.Checks.Select(check => Softened(check, byHand)))
                .Concat(Dialled(campaign.Facts, components))
                .Concat(Unplaced(campaign.Facts, components, time))
                .Concat(Overdue(campaign.Facts, pages, components, time))
                .Concat(Unknown(campaign, components))
                .OrderBy(check => check.Severity != "error"),
        ];
        return new PreflightReport(!checks.Any(check => check.Severity == "error"), checks);
    }

    /// <summary>What pages print of a file: what it is called, and its size with the decimal point of any language.</summary>
    private static IEnumerable<string> Said(Upload file)
    {
        var megabytes = (file.Bytes / 1e6).ToString("0.#", CultureInfo.InvariantCulture);
        return
        [
            file.Label,
            (file.Bytes / 1000).ToString(CultureInfo.InvariantCulture),
            megabytes,
            megabytes.Replace('.', ','),
            megabytes.Replace('.', '\u066b'),
        ];
    }

    /// <summary>What the owner said, in the brief and since.</summary>
    public static string SourcesOf(Campaign campaign) =>
        string.Join(
            '\n',
            [
                BriefText.Of(campaign.ToBrief(campaign.Language)),
                .. BlockFacts.Texts(campaign.Facts),
                .. PrintedFacts.Of(campaign.Facts),
            ]
        );

    /// <summary>Who wrote a figure by hand is its source: they are asked, and not stopped.</summary>
    private static PreflightCheck Softened(PreflightCheck check, IReadOnlyList<Guid> byHand) =>
        check is { Rule: IPreflight.UnsourcedNumber, ComponentId: { } component } && byHand.Contains(component)
            ? check with
            {
                Severity = "warning",
            }
            : check;

    /// <summary>Visitors would call somebody else.</summary>
    private static IEnumerable<PreflightCheck> Dialled(FactLedger facts, IEnumerable<CampaignComponent> components)
    {
        var numbers = facts
            .All.Where(fact => fact.Kind == "phone")
            .Select(fact => (string?)(fact.Value["e164"] ?? fact.Value["shortCode"]))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return numbers.Count == 0
            ? []
            : components
                .SelectMany(one => SaidWords.NumbersDialled(one.Code).Select(number => (one.Id, Number: number)))
                .Where(one => !numbers.Contains(one.Number))
                .Distinct()
                .Select(one => new PreflightCheck(
                    "facts.phone-other",
                    "error",
                    one.Id,
                    $"A link dials {one.Number}, which is none of the campaign's numbers ({string.Join(", ", numbers)}): correct the link, or state the number among the facts."
                ));
    }

    /// <summary>What a visitor looks for, and stands on no page.</summary>
    private static IEnumerable<PreflightCheck> Unplaced(
        FactLedger facts,
        IEnumerable<CampaignComponent> components,
        LocalTime time
    )
    {
        var pages = components.Select(one => new SaidWords(one.Id, one.Code)).ToArray();
        return pages.Length == 0
            ? []
            : facts
                .All.Where(fact => !fact.Unsure && Wanted.Contains(fact.Kind) && !IsOver(fact, time))
                .Where(fact => SaidWords.Saying(pages, fact).Count == 0)
                .Select(fact => new PreflightCheck(
                    "facts.unplaced",
                    "warning",
                    null,
                    $"“{(fact.Quote.Length > 0 ? fact.Quote : fact.Value.ToJsonString())}” stands on no page: add it to a section, or take it out of the facts."
                ));
    }

    /// <summary>What is said of days that are over: left out where a block knows how, and printed elsewhere.</summary>
    private static IEnumerable<PreflightCheck> Overdue(
        FactLedger facts,
        IReadOnlyList<ComposedPage> pages,
        IEnumerable<CampaignComponent> components,
        LocalTime time
    )
    {
        var leftOut = pages.SelectMany(page => page.Overdue).ToArray();
        var others = components
            .Where(one => !leftOut.Any(text => text.ComponentId == one.Id))
            .Select(one => new SaidWords(one.Id, one.Code))
            .ToArray();
        return leftOut
            .Select(text => new PreflightCheck(
                "dates.over",
                "warning",
                text.ComponentId,
                $"“{HeadTexts.Cut(text.Text, 80)}” is over, and is left out of the page: take it out, or state another date."
            ))
            .Concat(
                facts
                    .All.Where(fact => IsOver(fact, time))
                    .SelectMany(fact => SaidWords.Saying(others, fact).Select(component => (fact, component)))
                    .Select(one => new PreflightCheck(
                        "dates.over",
                        "warning",
                        one.component,
                        $"“{one.fact.Quote}” is over, and is still said: take it out, or state another date."
                    ))
            );
    }

    private static bool IsOver(Fact fact, LocalTime time) =>
        fact.Kind == "date"
        && ((string?)fact.Value["to"] ?? (string?)fact.Value["date"]) is { } last
        && DatedPage.EndOf(last, time.Zone) <= time.Now;

    /// <summary>What the pages that the law wants cannot say.</summary>
    private static IEnumerable<PreflightCheck> Unknown(
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components
    ) =>
        components.All(one => one.ComponentType == ComponentTypes.Email)
            ? []
            : LegalPages
                .Of(campaign, Briefing.Kept(campaign), components, host: null, monthsKept: 0)
                .Where(page => page.Missing.Count > 0)
                .Select(page => new PreflightCheck(
                    page.Key == LegalPages.Imprint ? "imprint.incomplete" : "privacy.contact-missing",
                    "warning",
                    null,
                    $"The page {page.Key} lacks: {string.Join(", ", page.Missing)}. State it among the facts, or write a page {page.Key} of your own."
                ));

    private static readonly string[] Wanted = ["phone", "email", "address", "hours", "price", "date"];

    private static PreflightCheck Missing(ShownUpload shown)
    {
        var what = shown.Upload.Kind == UploadKind.Image ? "image" : "file";
        return new(
            $"{what}s.missing",
            "error",
            shown.ComponentId,
            $"The {what} {shown.Upload.Id} is not among the account's uploads: upload it again, or take it out."
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
