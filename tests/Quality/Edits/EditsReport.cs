using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Offline.Frames;
using AiWebBuilder.Infrastructure.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Facts;

namespace AiWebBuilder.Quality.Edits;

/// <summary>What becomes of instructions: done as expected, done otherwise and said so, or silently done wrong.</summary>
internal static partial class EditsReport
{
    private sealed record Result(Instruction Instruction, string Verdict, string Said);

    public static void Print(string file, bool misses)
    {
        var reader = new EditReader(SmallCampaign.Reader, SmallCampaign.Blocks, new OfflineFrames());
        var results = EditCorpus.Read(file).Select(instruction => Judge(instruction, reader)).ToArray();
        foreach (var language in results.GroupBy(result => result.Instruction.Language, StringComparer.Ordinal))
        {
            Print(language.Key, [.. language]);
        }
        Print("all", results);
        foreach (var result in misses ? results.Where(result => result.Verdict != "expected") : [])
        {
            Console.WriteLine(
                $"\n{result.Instruction.Id} {result.Verdict}: {result.Instruction.Text}\n  expected {result.Instruction.Expect}: {result.Instruction.Change}\n  {result.Said}"
            );
        }
    }

    private static void Print(string name, IReadOnlyCollection<Result> results) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -10} {results.Count, 4}   as expected {100.0 * results.Count("expected") / Math.Max(1, results.Count), 6:0.0} %   wrong {results.Count("wrong"), 3}   silently wrong {results.Count("silent"), 3}"
            )
        );

    private static int Count(this IReadOnlyCollection<Result> results, string verdict) =>
        results.Count(result => result.Verdict == verdict);

    private static Result Judge(Instruction instruction, EditReader reader)
    {
        var small = new SmallCampaign(instruction.Before);
        var (campaign, components) = (small.Campaign, small.Components);
        var standing = Standing.Of(campaign.Facts, campaign.Theme!, components);
        var reading = reader.Read(instruction.Text, standing, small.Target);
        var status =
            reading.Operations.Count > 0 ? "applied"
            : reading.Question is not null ? "ask"
            : "not_applied";
        var said = reading.Question ?? reading.Reason ?? Operations(reading, standing);
        if (status != "applied")
        {
            return new(instruction, status == instruction.Expect ? "expected" : "wrong", $"{status}: {said}");
        }
        if (instruction.Expect != "applied")
        {
            return new(instruction, "silent", said);
        }
        IReadOnlyList<string> faults;
        try
        {
            faults = FaultsOf(instruction, reading, campaign, components);
        }
        catch (DomainException refused)
        {
            return new(
                instruction,
                "wrong",
                $"{said}\n  {refused.Error.Code} {string.Join(' ', ((IReadOnlyDictionary<string, string[]>?)refused.Error.Details?.GetValueOrDefault("errors"))?.Select(error => $"{error.Key}: {error.Value[0]}") ?? [])}"
            );
        }
        return new(instruction, faults.Count == 0 ? "expected" : "silent", $"{said}\n  {string.Join("; ", faults)}");
    }

    private static List<string> FaultsOf(
        Instruction instruction,
        EditReading reading,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components
    )
    {
        var blocks = SmallCampaign.Blocks;
        var before = components.ToDictionary(one => one.Id, one => EditOutcome.HashOf(one.Content));
        var outcome = EditOutcome.Of(
            blocks,
            new FactValues(),
            campaign,
            CampaignSite.Of(Briefing.Kept(campaign), components),
            components,
            reading.Operations,
            TimeProvider.System
        );
        if (outcome.Facts is not null)
        {
            campaign.StateFacts(outcome.Facts);
        }
        if (outcome.Theme is not null)
        {
            campaign.Restyle(outcome.Theme);
        }
        CampaignComponent[] edited =
        [
            .. outcome.Components.Select(one =>
            {
                var component = one.Component;
                component.Replace(one.Content, "edited", null, DateTimeOffset.UnixEpoch);
                if (one.Content.SaysTheSameAs(component.Content))
                {
                    component.Restyle(one.Content);
                }
                return component;
            }),
        ];
        var page = Plain(
            string.Join(
                '\n',
                CampaignPages.ComposeAll(blocks, campaign, edited, monthsKept: 25).Select(one => one.Html)
            )
        );
        var read = NotRead().Replace(page, "");
        List<string> faults =
        [
            .. (instruction.Present ?? []).Where(text => !Holds(page, text)).Select(text => $"missing: {text}"),
            .. (instruction.Gone ?? [])
                .Where(text => Holds(read, text))
                .Select(text => $"still there: {Around(read, text)}"),
            .. outcome
                .Unchanged.Where(one => before[one.Key] != one.Value)
                .Select(one => $"changed unasked: {one.Key}"),
        ];
        return faults;
    }

    /// <summary>Numbers of rules, drawings and ids are none of a page's.</summary>
    [GeneratedRegex(
        @"<style>[^<]*</style>|<svg(?s:.*?)</svg>| (?:id|for|name|data-component-id|aria-labelledby)=""[^""]*""",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex NotRead();

    private static string Around(string page, string text)
    {
        var at = page.IndexOf(Plain(text), StringComparison.OrdinalIgnoreCase);
        return page[Math.Max(0, at - 60)..Math.Min(page.Length, at + text.Length + 20)];
    }

    private static bool Holds(string page, string text) =>
        page.Contains(Plain(text), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) =>
        string.Join(
            ' ',
            WebUtility
                .HtmlDecode(text)
                .Split([' ', '\u00A0', '\u202F', '\u2009', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)
        );

    private static string Operations(EditReading reading, Standing standing) =>
        string.Join(
            "\n  ",
            reading.Operations.Select(operation =>
                $"{standing.Components.FirstOrDefault(one => one.Id == operation.ComponentId)?.Kind}{operation.Path}: {operation.Before?.ToJsonString(Briefing.PromptJson)} -> {operation.After?.ToJsonString(Briefing.PromptJson)}"
            )
        );
}
