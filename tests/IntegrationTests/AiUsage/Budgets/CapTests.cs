using System.Collections.Concurrent;
using System.Globalization;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.IntegrationTests.AiUsage.Budgets;

/// <summary>Limits that hold: whatever asks at once, on however many nodes, never more goes out than is allowed.</summary>
internal sealed class CapTests
{
    /// <summary>./dev test caps asks a thousand times.</summary>
    private static readonly int Asked = int.Parse(
        Environment.GetEnvironmentVariable("AIWEBBUILDER_CAP_CALLS") ?? "120",
        CultureInfo.InvariantCulture
    );

    private static readonly int Allowed = Asked / 20;

    /// <summary>1,000 tokens in and 200 out at 0.25 and 2 USD a million, in nano-dollars.</summary>
    private const long CostOfOne = 1000 * 250 + 200 * 2000;

    [TestCase("account")]
    [TestCase("windows")]
    [TestCase("member")]
    [TestCase("campaign")]
    [TestCase("platform")]
    [TestCase("credits")]
    public async Task Of_many_calls_at_once_as_many_go_out_as_the_cap_allows(string cap)
    {
        await using var stage = await AiStage.SetAsync();
        // They wait for two pools of 32 connections.
        var patient = ("ConnectionStrings:Postgres", $"{stage.Database.Owner};Timeout=45");
        var nodes = new[] { stage.Start(patient), stage.Start(patient) };
        var account = await stage.AccountAsync();
        var (member, campaign) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        // One call of another account shows what each of them holds.
        var first = await AiStage.AskAsync(nodes[0], await stage.AccountAsync());
        var (price, credits) = (
            await stage.QueryAsync<long>($"select reserved_nano_usd from ai_calls where id = '{first.Answer!.CallId}'"),
            await stage.QueryAsync<int>($"select reserved_credits from ai_calls where id = '{first.Answer.CallId}'")
        );
        await stage.SettleAsync(await stage.QueryAsync<Guid>("select user_id from ai_calls"), first.Answer.CallId);
        var limit = Allowed * price + price / 2;
        var before = await stage.QueryAsync<long>("select provider_nano_usd from ai_calls");
        switch (cap)
        {
            case "account":
                await stage.CapAsync(account, "account", limit);
                break;
            case "windows":
                await stage.CapAsync(account, "account", 2 * limit, period: "day");
                await stage.CapAsync(account, "account", limit, period: "month");
                await stage.CapAsync(account, "account", 3 * limit, period: "total");
                await stage.CapAsync(account, "campaign", 2 * limit, campaign, "day");
                await stage.CapAsync(account, "campaign", 2 * limit, campaign, "total");
                break;
            case "member":
                await stage.CapAsync(account, "member", limit, member);
                break;
            case "campaign":
                await stage.CapAsync(account, "campaign", limit, campaign);
                break;
            case "platform":
                await stage.CapAsync(null, "platform", limit + before);
                break;
            default:
                await stage.ExecuteAsync(
                    $$"""
                    insert into app_settings (key, value)
                    values ('limits.agency', jsonb_build_object('aiCreditsUsed', {{Allowed * credits}}))
                    """
                );
                break;
        }

        ConcurrentBag<Guid> answered = [];
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, Asked)
                .Select(async index =>
                {
                    try
                    {
                        var answer = await AiStage.AskAsync(
                            nodes[index % 2],
                            account,
                            member: member,
                            campaign: campaign,
                            prompt: "Write."
                        );
                        answered.Add(answer.Answer!.CallId);
                        return "answered";
                    }
                    catch (DomainException refused)
                    {
                        return refused.Error.Code;
                    }
                })
        );

        outcomes
            .GroupBy(outcome => outcome)
            .ToDictionary(group => group.Key, group => group.Count())
            .ShouldBe(
                new Dictionary<string, int>(StringComparer.Ordinal)
                {
                    ["answered"] = Allowed,
                    [cap == "credits" ? "plan.limit_reached" : "ai.budget_exhausted"] = Asked - Allowed,
                },
                ignoreOrder: true
            );
        stage.OpenAi.Calls.Count.ShouldBe(1 + Allowed);
        // What they held stays held until they are landed; then only what they cost is spent.
        await stage.BooksShouldAgreeAsync();
        foreach (var call in answered)
        {
            await stage.SettleAsync(account, call);
        }
        await stage.BooksShouldAgreeAsync();
        (
            await stage.QueryAsync<long>(
                "select coalesce(sum(provider_nano_usd), 0)::bigint from ai_ledger where entry = 'settled'"
            )
        ).ShouldBe(stage.OpenAi.Calls.Count * CostOfOne);
    }
}
