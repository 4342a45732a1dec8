using System.Globalization;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Facts;
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

    [TestCase("yoga-studio")]
    [TestCase("plumber-emergency")]
    [TestCase("boulangerie-nantes")]
    [TestCase("course-creator")]
    public async Task A_page_of_props_takes_a_fifth_of_the_tokens_of_its_code_and_no_more_than_was_said(string brief)
    {
        await using var stage = await AiStage.SetAsync();
        using var writer = new OfflineChatClient(
            new SectionInstructions(new EditReader(new FactReader(), new BlockCatalogue(), new OfflineFrames()))
        );
        var before = "";
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
        var code = components.Sum(one => TokenCount.Of(one.Text("code")) + TokenCount.Of($"{one!["cssStyles"]}"));
        var (input, cached, output) = (
            usages.Sum(one => one.Input),
            usages.Sum(one => one.CacheRead),
            usages.Sum(one => one.Output)
        );
        var (reserved, estimated, actual) = (
            await stage.QueryAsync<long>("select sum(reserved_nano_usd)::bigint from ai_calls") / 1e9m,
            generation["estimate"]!["maxCost"]!.GetValue<decimal>(),
            generation["cost"]!.GetValue<decimal>()
        );
        await TestContext.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {brief}: {components.Count} sections in {usages.Count} calls
                tokens in {input} (of them read from the cache {cached}), out {output}; the same as code {code}: {(decimal)code
                    / output:0.0} times
                USD reserved {reserved:0.0000}, estimated at most {estimated:0.0000}, actual {actual:0.0000}
                """
            )
        );

        usages.Count.ShouldBe(components.Select(one => one.Text("page")).Distinct().Count());
        code.ShouldBeGreaterThanOrEqualTo(5 * output);
        (usages.Count == 1 || cached > 0).ShouldBeTrue("the pages' prompts begin alike");
        actual.ShouldBeLessThan(reserved);
        // What an answer repeats of what stands already is not known before.
        reserved.ShouldBeInRange(0.9m * estimated, 1.2m * estimated);
        (
            await stage.QueryAsync<long>(
                "select sum(cached_input_tokens)::bigint from ai_ledger where entry = 'settled'"
            )
        ).ShouldBe(cached);
        await stage.BooksShouldAgreeAsync();
    }
}
