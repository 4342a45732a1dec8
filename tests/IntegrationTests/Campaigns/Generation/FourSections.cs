using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Campaigns.Generation;

/// <summary>
/// A generation of four sections, each on a page of its own and so with a call of its own, on a database that holds no other; and what must be
/// true of it afterwards.
/// </summary>
internal static class FourSections
{
    public const int Count = 4;

    /// <summary>Few sections, so that every place to die at can be tried.</summary>
    public static readonly object Plan = With(model: null);

    /// <summary>The same, to be written by this model.</summary>
    public static object With(string? model) =>
        new
        {
            model,
            plan = new
            {
                pages = Enumerable
                    .Range(1, Count)
                    .Select(number => new
                    {
                        key = KeyOf(number),
                        kind = "landing",
                        title = $"Page {number}",
                    })
                    .ToArray(),
                sections = Enumerable
                    .Range(1, Count)
                    .Select(number => new
                    {
                        page = KeyOf(number),
                        kind = "hero",
                        componentType = "hero_section",
                        name = $"Section {number}",
                        purpose = "Ask.",
                    })
                    .ToArray(),
            },
        };

    private static string KeyOf(int number) => number == 1 ? "index" : $"page-{number}";

    public static async Task<(string Campaign, string Generation)> StartAsync(HttpClient client, string? model = null)
    {
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        using var started = await client.PostAsJsonAsync($"/v1/campaigns/{campaign}/generations", With(model));
        return (campaign, (await Answers.JsonAsync(started, HttpStatusCode.Accepted))["id"]!.GetValue<string>());
    }

    public static async Task LandedShouldBeAsync(Nodes nodes, string generation, int count) =>
        (
            await nodes.Database.QueryAsync<long>(
                $"select count(*) from generation_steps where generation_id = '{generation}' and status = 'completed'"
            )
        ).ShouldBe(count);

    /// <param name="count">One for each section, and one each for the beginning and the end.</param>
    public static async Task EventsShouldHaveNoGapAsync(Nodes nodes, string generation, int count) =>
        (
            await nodes.Database.ListAsync<long>(
                $"select seq from generation_events where generation_id = '{generation}' order by seq"
            )
        ).ShouldBe(Enumerable.Range(1, count).Select(seq => (long)seq));

    /// <summary>Nothing doubled, nothing missing, and all books agree with the ledger.</summary>
    public static async Task ShouldBeWholeAsync(Nodes nodes, string campaign, string generation)
    {
        var database = nodes.Database;
        await LandedShouldBeAsync(nodes, generation, Count);
        await EventsShouldHaveNoGapAsync(nodes, generation, Count + 2);
        (
            await database.QueryAsync<long>(
                $"select count(*) from campaign_components where campaign_id = '{campaign}' and version = 1"
            )
        ).ShouldBe(Count);
        (await database.QueryAsync<long>("select count(*) from campaign_components")).ShouldBe(Count);
        (
            await database.QueryAsync<long>(
                "select count(*) from ai_ledger l join generation_steps s on s.id = l.step_id where l.entry = 'settled'"
            )
        ).ShouldBe(Count);
        (await database.QueryAsync<long>("select count(*) from ai_ledger where entry = 'settled'")).ShouldBe(Count);
        (
            await database.QueryAsync<bool>(
                """
                select (g.cost, g.prompt_tokens, g.completion_tokens)
                        = (round(l.nano / 1e9, 4), l.input, l.output)
                    and (d.total_cost, d.tokens_used, d.generations_count) = (round(l.nano / 1e9, 4), l.input + l.output, 1)
                    and (u.ai_credits_used, u.campaigns_generated) = (l.credits, 1)
                from ai_generations g, ai_cost_tracking d, user_usage u,
                    (select sum(amount_nano_usd) as nano, sum(input_tokens) as input, sum(output_tokens) as output,
                        sum((input_tokens + output_tokens + 999) / 1000) as credits from ai_ledger where entry = 'settled') l
                """
            )
        ).ShouldBeTrue(await nodes.SnapshotAsync());
    }
}
