using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using AiWebBuilder.Application.AiUsage.Generations;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Calls.Upkeep;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.AiUsage.Calls;

/// <summary>
/// Whatever happens in whatever order from 32 workers: no cap is ever passed, and ledger, caps, days and the provider's own count agree
/// to the nano-dollar.
/// </summary>
internal sealed class RandomOperationsTests
{
    private const int Workers = 32;
    private const string CountVariable = "AIWEBBUILDER_BOOK_OPERATIONS";

    /// <summary>The run in CI; <c>./dev test books</c> does 30,000.</summary>
    private const int ShortCut = 2_000;

    internal static readonly int Operations = int.TryParse(
        Environment.GetEnvironmentVariable(CountVariable),
        CultureInfo.InvariantCulture,
        out var count
    )
        ? count
        : ShortCut;

    internal static bool IsShort => Operations <= ShortCut;

    private static readonly (string Scope, string Period)[] Windows =
    [
        ("account", "day"),
        ("account", "month"),
        ("member", "day"),
        ("member", "total"),
        ("campaign", "month"),
        ("campaign", "total"),
    ];

    internal static readonly SpendGuards NoGuards = new("10 minutes", long.MaxValue / 2, int.MaxValue);

    [Test]
    public async Task Random_operations_in_any_order_leave_every_book_right()
    {
        await using var stage = await AiStage.SetAsync();
        var nodes = new[] { stage.Start(), stage.Start() };
        var books = nodes.Select(node => node.Services.GetRequiredService<CallBooks>()).ToArray();
        var accounts = await Task.WhenAll(Windows.Select(_ => stage.AccountAsync()));
        var people = accounts
            .Select(_ => Enumerable.Range(0, 2).Select(_ => Guid.CreateVersion7()).ToArray())
            .ToArray();
        // Small enough that most of them are reached: a call holds 2 to 6 million.
        static long Cap(long ofLongRun) => ofLongRun * Operations / 30_000;
        // Two windows for each subject; of each account another one is the tightest, and is reached long before the rest.
        foreach (var (tight, (account, own)) in accounts.Zip(people).Index())
        {
            foreach (var (window, (scope, period)) in Windows.Index())
            {
                Guid? subject = scope switch
                {
                    "member" => own[0],
                    "campaign" => own[1],
                    _ => null,
                };
                await stage.CapAsync(
                    account,
                    scope,
                    Cap(window == tight ? 150_000_000 : 1_000_000_000),
                    subject,
                    period
                );
            }
        }
        await stage.CapAsync(null, "platform", Cap(4_000_000_000));
        // The moment that a cap is passed, whoever does it fails.
        await stage.ExecuteAsync(
            """
            create function watch() returns trigger language plpgsql as $$
            begin
                if new.spent_nano_usd + new.reserved_nano_usd > (select limit_nano_usd from ai_budgets where id = new.budget_id) then
                    raise exception 'cap passed';
                end if;
                return new;
            end $$;
            create trigger watch before insert or update on ai_budget_periods for each row execute function watch();
            """
        );
        var provider = new ConcurrentDictionary<Guid, long>();
        var tier = new PriceTier(Guid.CreateVersion7(), 0, 0.25m, 0.025m, null, null, 2m);
        var (done, refusals) = (0, 0);
        var refusedBy = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);

        await Task.WhenAll(
            Enumerable
                .Range(0, Workers)
                .Select(worker => Task.Run(() => WorkAsync(worker, new Random(worker), books[worker % books.Length])))
        );

        // Whoever is left runs out.
        await stage.ExecuteAsync("update ai_calls set expires_at = now() where ended_at is null");
        await nodes[0].Work<EndLostCalls>().EndAsync(default);
        await stage.BooksShouldAgreeAsync();
        (await stage.QueryAsync<long>("select count(*) from ai_calls where ended_at is null")).ShouldBe(0);
        (
            await stage.QueryAsync<long>("select coalesce(sum(reserved_nano_usd), 0)::bigint from ai_budget_periods")
        ).ShouldBe(0);
        // How many fit under the caps is up to the prices that are drawn: 1,799 and 2,364 in two runs of 30,000 operations.
        (await stage.QueryAsync<long>("select count(*) from ai_calls")).ShouldBeGreaterThan(Operations / 30);
        // What was answered costs what the provider counted, whoever paid for it; what nobody knows, all that was held.
        (
            await stage.QueryAsync<long>(
                "select coalesce(sum(provider_nano_usd), 0)::bigint from ai_ledger where entry <> 'reserved' and not estimated"
            )
        ).ShouldBe(provider.Values.Sum());
        // As many as come before the last caps are reached: 317 in a run of 30,000 operations.
        refusals.ShouldBeGreaterThan(Operations / 300, "the caps were to be reached");
        foreach (var (scope, period) in Windows)
        {
            refusedBy.Keys.ShouldContain($"{scope} {period}");
        }
        TestContext.Out.WriteLine(
            await stage.QueryAsync<string>(
                """
                select string_agg(state || ' ' || coalesce(failure, '') || ' ' || n, ', ')
                from (select state, failure, count(*) as n from ai_calls group by state, failure order by 1, 2) counts
                """
            )
        );

        async Task WorkAsync(int worker, Random random, CallBooks own)
        {
            List<(NewCall Call, string State)> open = [];
            while (Interlocked.Increment(ref done) <= Operations)
            {
                var dice = random.Next(100);
                if (dice < 35 || open.Count == 0)
                {
                    var index = random.Next(accounts.Length);
                    var price = Volatile.Read(ref tier);
                    var model = new ModelPrice([price], 1_000_000, 100_000);
                    var call = new NewCall(
                        Guid.CreateVersion7(),
                        accounts[index],
                        people[index][random.Next(2)],
                        people[index][random.Next(2)],
                        null,
                        "campaign",
                        random.Next(2) == 0 ? "openai" : "anthropic",
                        "gpt-5-mini",
                        price.Id,
                        null,
                        model.WorstNanoUsd(random.Next(500, 2000), random.Next(1000, 3000)),
                        random.Next(1, 5),
                        null,
                        TimeProvider.System.GetUtcNow().AddMilliseconds(random.Next(10) == 0 ? -1 : 60_000)
                    );
                    var outcome = await own.ReserveAsync(call, 1_000_000, NoGuards, default);
                    if (outcome.Outcome == "reserved")
                    {
                        open.Add((call, "reserved"));
                    }
                    else
                    {
                        outcome.Outcome.ShouldBeOneOf("budget", "shut_off");
                        Interlocked.Add(ref refusals, outcome.Outcome == "budget" ? 1 : 0);
                        refusedBy.AddOrUpdate($"{outcome.Scope} {outcome.Period}", 1, (_, count) => count + 1);
                    }
                    continue;
                }
                var at = random.Next(open.Count);
                var (mine, state) = open[at];
                switch (dice)
                {
                    case < 60 when state == "reserved":
                        var (gate, _) = await own.PassGateAsync(mine, mine.ExpiresAt, default);
                        if (gate is not null)
                        {
                            await gate.DisposeAsync();
                            open[at] = (mine, "sent");
                        }
                        break;
                    case < 75 when state == "sent":
                        var cost = random.NextInt64(0, mine.ReservedNanoUsd + 1);
                        var answer = new CallAnswer(
                            "x",
                            new TokenUsage(100, Output: 10),
                            mine.PriceId,
                            cost,
                            random.NextInt64(0, cost + 1),
                            random.Next(0, mine.ReservedCredits + 1),
                            null
                        );
                        if (await own.AnswerAsync(mine, answer, mine.ExpiresAt, default))
                        {
                            provider[mine.Id] = cost;
                        }
                        open[at] = (mine, "answered");
                        break;
                    case < 88 when state == "answered":
                        await own.EndAsync(mine.UserId, mine.Id, settled: true, null, null, default);
                        open.RemoveAt(at);
                        break;
                    case < 92:
                        // Of a call in any state, and again of one that has ended.
                        await own.EndAsync(
                            mine.UserId,
                            mine.Id,
                            settled: false,
                            CallFailures.InvalidOutput,
                            "rule",
                            default
                        );
                        await own.EndAsync(mine.UserId, mine.Id, settled: true, null, null, default);
                        open.RemoveAt(at);
                        break;
                    case < 96:
                        await own.ExpireOneAsync(default);
                        break;
                    case 96:
                        // A window that comes and goes in the middle; nothing reaches it, and it counts right all the same.
                        var (whose, campaign) = (random.Next(accounts.Length), random.Next(2));
                        await stage.CapAsync(
                            accounts[whose],
                            "campaign",
                            Cap(900_000_000_000),
                            people[whose][campaign],
                            "day"
                        );
                        if (random.Next(2) == 0)
                        {
                            await stage.ExecuteAsync(
                                $"""
                                begin;
                                select set_config('app.user_id', '{accounts[whose]}', true),
                                    ai_drop_budget('{accounts[whose]}', 'campaign', '{people[whose][campaign]}', 'day');
                                commit
                                """
                            );
                        }
                        break;
                    case < 98:
                        Volatile.Write(
                            ref tier,
                            new PriceTier(
                                Guid.CreateVersion7(),
                                0,
                                random.Next(1, 9) / 10m,
                                null,
                                null,
                                null,
                                random.Next(1, 5)
                            )
                        );
                        break;
                    case 98:
                        await own.ShutOffAsync(mine.UserId, hard: false, "test", default);
                        break;
                    default:
                        await stage.ExecuteAsync(
                            "update ai_shutoffs set lifted_at = now(), lift_reason = 'test' where lifted_at is null"
                        );
                        break;
                }
            }
        }
    }

    /// <summary>The whole road on two nodes: generations whose calls are answered, cancelled, stopped and lost at any moment.</summary>
    [Test]
    public async Task Generations_that_are_cancelled_and_stopped_in_flight_leave_every_book_right()
    {
        await using var stage = await AiStage.SetAsync();
        var nodes = new[] { stage.Start(), stage.Start() };
        var accounts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => stage.AccountAsync()));
        foreach (var account in accounts)
        {
            await stage.CapAsync(account, "account", 100_000_000_000);
        }
        await stage.CapAsync(null, "platform", 400_000_000_000);
        await stage.ExecuteAsync(
            """insert into app_settings (key, value) values ('ai.guards', '{"minutes": 1, "usd": 1000000, "failures": 100000}')"""
        );
        var held = Channel.CreateUnbounded<TaskCompletionSource>();
        stage.OpenAi.Chooses = _ =>
        {
            var hold = new TaskCompletionSource();
            held.Writer.TryWrite(hold);
            return Behaviour.Usual with { Hold = hold.Task };
        };
        var random = new Random(7);
        var operations = Math.Max(1_000, Operations / 5);
        HashSet<Task> underWay = [];
        List<(Guid Account, Guid Generation, Guid Step)> generations = [];
        var landed = 0;

        for (var operation = 0; operation < operations; operation++)
        {
            switch (random.Next(100))
            {
                case < 45:
                    var begun = await BeginAsync(accounts[random.Next(accounts.Length)]);
                    generations.Add(begun);
                    underWay.Add(CallAsync(nodes[random.Next(2)], begun));
                    // So many are in flight at most.
                    while (underWay.Count >= Workers)
                    {
                        await ReleaseAsync();
                    }
                    break;
                case < 80:
                    Release();
                    break;
                case < 92 when generations.Count > 0:
                    // Of late ones above all: their calls are under way.
                    var (whose, which, _) = generations[Math.Max(0, generations.Count - 1 - random.Next(40))];
                    await InScopeAsync(nodes[random.Next(2)], whose, one => one.CancelAsync(which, default));
                    break;
                case < 95:
                    var stopped = accounts[random.Next(accounts.Length)];
                    await nodes[random.Next(2)]
                        .Services.GetRequiredService<CallBooks>()
                        .ShutOffAsync(stopped, hard: random.Next(3) > 0, "test", default);
                    break;
                case < 98:
                    await stage.ExecuteAsync(
                        "update ai_shutoffs set lifted_at = now(), lift_reason = 'test' where lifted_at is null"
                    );
                    break;
                default:
                    await LoseAsync("state in ('sent', 'answered')");
                    break;
            }
        }
        // However the draw went, one call that has left is lost.
        await stage.ExecuteAsync(
            "update ai_shutoffs set lifted_at = now(), lift_reason = 'test' where lifted_at is null"
        );
        var last = await BeginAsync(accounts[0]);
        underWay.Add(CallAsync(nodes[0], last));
        var sent = $"generation_id = '{last.Generation}' and state = 'sent'";
        await stage.Nodes.WaitUntilAsync($"select from ai_calls where {sent}");
        await LoseAsync(sent);
        while (underWay.Count > 0)
        {
            await ReleaseAsync();
        }

        await stage.BooksShouldAgreeAsync();
        (await stage.QueryAsync<long>("select count(*) from ai_calls where ended_at is null")).ShouldBe(0);
        // The accounts pay for all that has left, whoever cancelled it: the platform for none.
        (
            await stage.QueryAsync<long>(
                "select coalesce(sum(provider_nano_usd), 0)::bigint from ai_ledger where entry = 'released'"
            )
        ).ShouldBe(0);
        (
            await stage.QueryAsync<long>(
                // A call that was cancelled before it left is settled at nothing; four decimals show half of 0.0001 USD and more.
                """
                select count(*) from ai_generations g where cost = 0 and 50000 <=
                    (select sum(amount_nano_usd) from ai_ledger where generation_id = g.id and entry = 'settled')
                """
            )
        ).ShouldBe(0);
        landed.ShouldBeGreaterThan(operations / 20);
        foreach (var failure in new[] { CallFailures.Abandoned, CallFailures.Cancelled, "unknown" })
        {
            (
                await stage.QueryAsync<long>($"select count(*) from ai_calls where failure = '{failure}'")
            ).ShouldBeGreaterThan(0);
        }
        TestContext.Out.WriteLine(
            await stage.QueryAsync<string>(
                """
                select string_agg(state || ' ' || coalesce(failure, '') || ' ' || n, ', ')
                from (select state, failure, count(*) as n from ai_calls group by state, failure order by 1, 2) counts
                """
            )
        );

        void Release()
        {
            if (held.Reader.TryRead(out var hold))
            {
                hold.SetResult();
            }
        }

        // As if the worker of one of these calls were dead.
        async Task LoseAsync(string which)
        {
            await stage.ExecuteAsync(
                $"update ai_calls set expires_at = now() where id = (select id from ai_calls where {which} limit 1)"
            );
            await nodes[random.Next(2)].Work<EndLostCalls>().EndAsync(default);
        }

        // Lets a call go on as soon as one waits, or notes that one has ended without having come so far.
        async Task ReleaseAsync()
        {
            await Task.WhenAny([held.Reader.WaitToReadAsync().AsTask(), .. underWay]);
            Release();
            foreach (var ended in underWay.Where(call => call.IsCompleted).ToArray())
            {
                underWay.Remove(ended);
                await ended;
            }
        }

        async Task<(Guid Account, Guid Generation, Guid Step)> BeginAsync(Guid account)
        {
            var (generation, step) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            await stage.ExecuteAsync(
                $"""
                insert into ai_generations (id, user_id, generation_type, model_used, provider)
                values ('{generation}', '{account}', 'component', '{AiStage.Gpt}', 'openai');
                insert into generation_steps (id, user_id, generation_id, position, name, section)
                values ('{step}', '{account}', '{generation}', 0, 'One', jsonb_build_object())
                """
            );
            return (account, generation, step);
        }

        async Task CallAsync(WebApplicationFactory<Program> node, (Guid Account, Guid Generation, Guid Step) one)
        {
            try
            {
                var answer = await AiStage.AskAsync(
                    node,
                    one.Account,
                    step: one.Step,
                    with: request => request with { GenerationId = one.Generation }
                );
                if (
                    await InScopeAsync(
                        node,
                        one.Account,
                        own =>
                            own.LandStepAsync(
                                one.Generation,
                                one.Step,
                                answer.Written!,
                                noPlace: null,
                                leftOut: null,
                                default
                            )
                    )
                )
                {
                    Interlocked.Increment(ref landed);
                }
            }
            catch (DomainException refused)
            {
                refused.Error.Code.ShouldBeOneOf("ai.shut_off", "ai.generation_ended");
            }
        }

        static async Task<T> InScopeAsync<T>(
            WebApplicationFactory<Program> node,
            Guid account,
            Func<GenerationProgress, Task<T>> work
        )
        {
            await using var scope = node.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActorContext>().ActAs(account, account);
            return await scope
                .ServiceProvider.GetRequiredService<IUnitOfWork>()
                .ExecuteAsync(() => work(scope.ServiceProvider.GetRequiredService<GenerationProgress>()), default);
        }
    }
}
