using AiWebBuilder.Infrastructure.AiUsage;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.AiUsage;

/// <summary>What is derived from the ledger is derived again, and somebody hears of it where it differs.</summary>
[Parallelizable]
internal sealed class BooksCheckTests
{
    [TestCase("update ai_cost_tracking set total_nano_usd = total_nano_usd + 1", "day ")]
    [TestCase("update ai_cost_tracking set total_cost = total_cost + 0.0001", "day ")]
    [TestCase("update ai_budget_periods set spent_nano_usd = spent_nano_usd + 1", "cap ")]
    [TestCase("update ai_calls set charged_nano_usd = charged_nano_usd + 1", "call ")]
    [TestCase("update user_usage set ai_credits_reserved = 1", "credits held ")]
    public async Task Books_that_differ_from_the_ledger_raise_one_alert(string fault, string where)
    {
        await using var stage = await AiStage.SetAsync();
        var maintenance = stage.Start().Services.GetRequiredService<AiMaintenance>();
        var account = await stage.AccountAsync();
        await stage.CapAsync(account, "account", 1_000_000_000);
        var answer = await AiStage.AskAsync(stage.Start(), account);
        await stage.SettleAsync(account, answer.Answer!.CallId);
        (await maintenance.CheckBooksAsync(default)).ShouldBeEmpty();
        (await AlertsAsync()).ShouldBe(0);

        await stage.ExecuteAsync(fault);
        (await maintenance.CheckBooksAsync(default)).ShouldHaveSingleItem().ShouldStartWith(where);
        await maintenance.CheckBooksAsync(default);
        (await AlertsAsync()).ShouldBe(1);

        Task<long> AlertsAsync() =>
            stage.QueryAsync<long>("select count(*) from ai_alerts where kind = 'books_differ' and user_id is null");
    }
}
