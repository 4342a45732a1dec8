using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts.Prompts;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Infrastructure.AiUsage.Offline.Frames;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Integrations.Analyses;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.Extensions.AI;

namespace AiWebBuilder.IntegrationTests.AiUsage.Costs;

/// <summary>
/// What a campaign takes in tokens and money: written as props, a page a call, and as the HTML and CSS that those props make. The provider
/// answers with what the offline writer says to the same prompt, counts with o200k_base, and reads from its cache what a prompt begins with
/// that the one before began with as well.
/// </summary>
internal sealed class TokensOfPagesTests
{
    /// <summary>Providers cache no shorter beginning.</summary>
    private const int LeastCached = 1024;

    private static readonly string[] Briefs = ["yoga-studio", "boulangerie-nantes", "webinar-funnel", "course-creator"];

    [Test]
    public async Task A_page_of_props_takes_a_fifth_of_the_tokens_of_its_code_and_no_more_than_was_said()
    {
        List<Row> rows = [];
        foreach (var brief in Briefs)
        {
            rows.Add(await MeasureAsync(brief));
        }
        await TestContext.Out.WriteLineAsync(Table(rows));

        foreach (var row in rows)
        {
            row.CodeOut.ShouldBeGreaterThanOrEqualTo(5 * row.Output, row.Brief);
            (row.Pages == 1 || row.Cached > 0).ShouldBeTrue("the pages' prompts begin alike");
            row.Actual.ShouldBeLessThan(row.Reserved, row.Brief);
            // What an answer repeats of what stands already is not known before.
            row.Reserved.ShouldBeInRange(0.9m * row.Estimated, 1.2m * row.Estimated, row.Brief);
        }
    }

    /// <param name="CodeIn">One call a section, each with brief, plan and facts and without the blocks.</param>
    /// <param name="CodeOut">The same sections as HTML and CSS.</param>
    private sealed record Row(
        string Brief,
        int Pages,
        int Sections,
        int CodeIn,
        int CodeOut,
        int Input,
        int Cached,
        int Output,
        decimal Reserved,
        decimal Estimated,
        decimal Actual
    );

    private static string Table(IEnumerable<Row> rows) =>
        string.Join(
            '\n',
            rows.Select(row =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {row.Brief} | {row.Pages} / {row.Sections} | {row.CodeIn:N0} | {row.CodeOut:N0} | {row.Input:N0} | {row.Cached:N0} | {row.Output:N0} | {(decimal)row.CodeOut / row.Output:0.0} | {row.Reserved:0.0000} | {row.Estimated:0.0000} | {row.Actual:0.0000} |"
                    )
                )
                .Prepend("|---|---|---|---|---|---|---|---|---|---|---|")
                .Prepend(
                    "| brief | pages / sections | in, as code | out, as code | in | of it from the cache | out | times fewer out | USD reserved | estimated at most | actual |"
                )
        );

    private static async Task<Row> MeasureAsync(string brief)
    {
        await using var stage = await AiStage.SetAsync();
        using var writer = new OfflineChatClient(
            new SectionInstructions(new EditReader(new FactReader(), new BlockCatalogue(), new OfflineFrames())),
            new OfflineAnalyses()
        );
        var before = "";
        var codeIn = 0;
        List<TokenUsage> usages = [];
        stage.OpenAi.Chooses = request =>
        {
            var texts = request["input"]!
                .AsArray()
                .Select(message => string.Concat(message!["content"]!.AsArray().Select(part => part!.Text("text"))))
                .ToArray();
            var answer = writer.GetResponseAsync([new ChatMessage(ChatRole.User, texts[^1])]).GetAwaiter().GetResult();
            var prompt = string.Join('\n', texts);
            var shared = TokenCount.Of(
                new string([
                    .. prompt.Zip(before).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First),
                ])
            );
            before = prompt;
            codeIn += AskedAsCode(texts);
            var usage = new TokenUsage(
                TokenCount.Of(prompt),
                CacheRead: shared < LeastCached ? 0 : shared,
                Output: TokenCount.Of(answer.Text)
            );
            usages.Add(usage);
            return new Behaviour { Text = answer.Text, Usage = usage };
        };
        using var person = await Person.RegisterAsync(stage.Start());
        var campaign = (await person.Client.CreateCampaignAsync(brief)).Text("id");

        var generation = await person.Client.GenerateAsync(campaign, new { model = AiStage.Gpt });

        generation.Text("status").ShouldBe("completed", generation.ToJsonString());
        var components = await person.Client.ComponentsAsync(campaign);
        usages.Count.ShouldBe(components.Select(one => one.Text("page")).Distinct().Count());
        var cached = usages.Sum(one => one.CacheRead);
        (
            await stage.QueryAsync<long>(
                "select sum(cached_input_tokens)::bigint from ai_ledger where entry = 'settled'"
            )
        ).ShouldBe(cached);
        await stage.BooksShouldAgreeAsync();
        return new Row(
            brief,
            usages.Count,
            components.Count,
            codeIn,
            components.Sum(one => TokenCount.Of(one.Text("code")) + TokenCount.Of($"{one!["cssStyles"]}")),
            usages.Sum(one => one.Input),
            cached,
            usages.Sum(one => one.Output),
            await stage.QueryAsync<long>("select sum(reserved_nano_usd)::bigint from ai_calls") / 1e9m,
            generation["estimate"]!["maxCost"]!.GetValue<decimal>(),
            generation["cost"]!.GetValue<decimal>()
        );
    }

    /// <summary>One call for each section of the page, those included that it takes over from another.</summary>
    private static int AskedAsCode(string[] texts)
    {
        var prompt = JsonNode.Parse(texts[^1])!.AsObject();
        var asked = prompt["sections"]!.AsArray();
        var page = asked[0]!["section"]!.Text("page");
        JsonNode[] sections =
        [
            .. asked.Select(section => section!.DeepClone()),
            .. prompt["plan"]!["sections"]!
                .AsArray()
                .Where(section => section.Text("page") == page && section!["sameAs"] is not null)
                .Select(section => section!.DeepClone()),
        ];
        prompt.Remove("blocks");
        return sections.Sum(section =>
        {
            prompt["sections"] = new JsonArray(section);
            var tokens = TokenCount.Of($"{texts[0]}\n{prompt.ToJsonString(PagePrompt.Json)}");
            prompt.Remove("sections");
            return tokens;
        });
    }
}
