using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Calls.Upkeep;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.AiUsage.Calls;

/// <summary>What is derived from the ledger is derived again, and somebody hears of it where it differs.</summary>
internal sealed class BooksCheckTests
{
    private const string Fault = "update ai_cost_tracking set total_nano_usd = total_nano_usd + 1";

    [TestCase(Fault, "day ")]
    [TestCase("update ai_cost_tracking set total_cost = total_cost + 0.0001", "day ")]
    [TestCase("delete from ai_cost_tracking", "day missing ")]
    [TestCase("update ai_budget_periods set spent_nano_usd = spent_nano_usd + 1", "cap ")]
    [TestCase("update ai_calls set charged_nano_usd = charged_nano_usd + 1", "call ")]
    [TestCase("update user_usage set ai_credits_reserved = 1", "credits held ")]
    public async Task Books_that_differ_from_the_ledger_raise_one_alert(string fault, string where)
    {
        await using var stage = await AiStage.SetAsync();
        var maintenance = (await SettledAsync(stage))();
        await PassAsync(stage, 61, 1500);
        (await maintenance.CheckAsync(default)).ShouldNotBeNull().ShouldBeEmpty();
        (await AlertsAsync(stage)).ShouldBe(0);

        await stage.ExecuteAsync(fault);
        // In the next hour: what was touched in the last one; a day later: everything.
        foreach (var (since, sinceAll) in new[] { (61, 120), (61, 1500) })
        {
            await PassAsync(stage, since, sinceAll);
            (await maintenance.CheckAsync(default)).ShouldNotBeNull().ShouldHaveSingleItem().ShouldStartWith(where);
        }
        (await AlertsAsync(stage)).ShouldBe(1);
    }

    [Test]
    public async Task What_was_not_touched_since_the_last_check_is_checked_once_a_day()
    {
        await using var stage = await AiStage.SetAsync();
        var maintenance = (await SettledAsync(stage))();
        await stage.ExecuteAsync(
            $"""
            alter table ai_ledger disable trigger user;
            update ai_ledger set created_at = created_at - interval '3 hours';
            {Fault}
            """
        );
        await PassAsync(stage, 61, 120);
        (await maintenance.CheckAsync(default)).ShouldNotBeNull().ShouldBeEmpty();
        await PassAsync(stage, 61, 1441);
        (await maintenance.CheckAsync(default)).ShouldNotBeNull().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Of_many_nodes_that_look_one_checks_and_only_once_an_hour()
    {
        await using var stage = await AiStage.SetAsync();
        var node = await SettledAsync(stage);
        var nodes = Enumerable.Range(0, 4).Select(_ => node()).ToArray();
        for (var hour = 0; hour < 3; hour++)
        {
            await PassAsync(stage, 61, 120);
            var checks = await Task.WhenAll(
                Enumerable.Range(0, 40).Select(look => nodes[look % nodes.Length].CheckAsync(default))
            );
            checks.Count(check => check is not null).ShouldBe(1);
        }
    }

    /// <summary>One settled call under a cap.</summary>
    /// <returns>Nodes that check the books.</returns>
    private static async Task<Func<CheckBooks>> SettledAsync(AiStage stage)
    {
        var account = await stage.AccountAsync();
        await stage.CapAsync(account, "account", 1_000_000_000);
        var services = stage.Start();
        var answer = await AiStage.AskAsync(services, account);
        await stage.SettleAsync(account, answer.Answer!.CallId);
        return () =>
            ActivatorUtilities.CreateInstance<CheckBooks>(
                services.Services,
                ActivatorUtilities.CreateInstance<CallBooks>(services.Services)
            );
    }

    /// <summary>So many minutes pass since the last check, and since the last one of everything.</summary>
    private static Task PassAsync(AiStage stage, int minutes, int minutesSinceAll) =>
        stage.ExecuteAsync(
            $"""
            update ai_books_checks set checked_at = now() - interval '{minutes} minutes',
                checked_all_at = now() - interval '{minutesSinceAll} minutes'
            """
        );

    private static Task<long> AlertsAsync(AiStage stage) =>
        stage.QueryAsync<long>("select count(*) from ai_alerts where kind = 'books_differ' and user_id is null");
}
