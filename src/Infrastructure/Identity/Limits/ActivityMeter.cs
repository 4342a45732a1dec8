using System.Collections.Concurrent;
using System.Collections.Frozen;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Limits;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Identity.Limits;

/// <summary>
/// Counts the calls of each account, and notes when each person was last active: in memory, and every few seconds in one batch, whose
/// answer says which accounts have used their month up. So a call costs no look at the database, and an account may make as many calls
/// too many as fit between two batches of each node. A node that is killed loses the calls of these seconds.
/// </summary>
[RunsOnEveryNode("each writes down what it has counted in memory")]
[WritesPastUnitOfWork("Counters of all accounts, collected in memory and written together every few seconds.")]
public sealed class ActivityMeter(
    Databases databases,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<ActivityMeter> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim flushing = new(1, 1);
    private Dictionary<Guid, int> calls = [];
    private Dictionary<Guid, DateTimeOffset> active = [];
    private readonly ConcurrentQueue<Guid> toWarn = [];
    private FrozenDictionary<Guid, Error> usedUp = FrozenDictionary<Guid, Error>.Empty;

    /// <summary>Why the account may make no call more in this month; null: it may.</summary>
    public Error? RefusalOf(Guid accountId) => Volatile.Read(ref usedUp).GetValueOrDefault(accountId);

    /// <summary>One more call by this person for this account.</summary>
    public void Count(Guid accountId, Guid actorId)
    {
        lock (gate)
        {
            calls[accountId] = calls.GetValueOrDefault(accountId) + 1;
            active[actorId] = time.GetUtcNow();
        }
    }

    /// <summary>Writes what has been counted since the last time. Once it ends, all that was counted before it began is written.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        // A batch that is being written holds calls that are counted nowhere else.
        await flushing.WaitAsync(cancellationToken);
        try
        {
            await WriteCountedAsync(cancellationToken);
        }
        finally
        {
            flushing.Release();
        }
    }

    private async Task WriteCountedAsync(CancellationToken cancellationToken)
    {
        Dictionary<Guid, int> counted;
        Dictionary<Guid, DateTimeOffset> seen;
        lock (gate)
        {
            (counted, calls) = (calls, []);
            (seen, active) = (active, []);
        }
        // They may have got another plan, and the month may have ended.
        foreach (var account in usedUp.Keys)
        {
            counted.TryAdd(account, 0);
        }
        if (counted.Count == 0 && toWarn.IsEmpty)
        {
            return;
        }
        IReadOnlyList<CallCount> counts;
        try
        {
            counts = await WriteAsync(counted, seen, cancellationToken);
        }
        catch
        {
            lock (gate)
            {
                foreach (var (account, count) in counted)
                {
                    calls[account] = calls.GetValueOrDefault(account) + count;
                }
                foreach (var (actor, at) in seen)
                {
                    active.TryAdd(actor, at);
                }
            }
            throw;
        }
        Volatile.Write(
            ref usedUp,
            counts.Where(one => one.IsUsedUp).ToFrozenDictionary(one => one.AccountId, one => one.Refusal())
        );
        foreach (var one in counts.Where(one => one.CameNear(counted[one.AccountId])))
        {
            toWarn.Enqueue(one.AccountId);
        }
        await WarnAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await FlushAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                logger.LogWarning(
                    failure,
                    "Counted calls could not be written, or told of; they are kept for the next time"
                );
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException)
        {
            logger.LogWarning(failure, "The calls counted last could not be written");
        }
    }

    /// <summary>Each as a unit of work of the account's, like every other warning; what fails is tried again with the next batch.</summary>
    private async Task WarnAsync(CancellationToken cancellationToken)
    {
        while (toWarn.TryDequeue(out var account))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<ActorContext>().ActAs(account, account);
                var plans = scope.ServiceProvider.GetRequiredService<IPlans>();
                await scope
                    .ServiceProvider.GetRequiredService<IUnitOfWork>()
                    .ExecuteAsync<Done>(
                        async () =>
                        {
                            await plans.WarnAsync(PlanResource.ApiCalls, cancellationToken);
                            return default;
                        },
                        cancellationToken
                    );
            }
            catch
            {
                toWarn.Enqueue(account);
                throw;
            }
        }
    }

    private async Task<IReadOnlyList<CallCount>> WriteAsync(
        Dictionary<Guid, int> counted,
        Dictionary<Guid, DateTimeOffset> seen,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var month = new DateOnly(now.Year, now.Month, 1);
        // One transaction: the account is set before each account's own row. In the order of ids, so that two nodes that flush at
        // once never wait for each other in a circle.
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(StoredLimits.Command());
        var accounts = counted.OrderBy(one => one.Key).ToArray();
        foreach (var (account, count) in accounts)
        {
            batch.BatchCommands.Add(Databases.AsTenant(account));
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(
                    """
                    with counted as (
                        insert into user_usage (user_id, month, api_calls_made)
                        select id, $2, $3 from users where id = $1
                        on conflict (user_id, month) do update
                        set api_calls_made = user_usage.api_calls_made + excluded.api_calls_made
                        returning user_id, api_calls_made)
                    select api_calls_made, subscription_tier, subscription_status, subscription_ends_at, past_due_since,
                        comped_tier, comped_until
                    from counted join users on id = user_id
                    """
                )
                {
                    Parameters =
                    {
                        new NpgsqlParameter { Value = account },
                        new NpgsqlParameter { Value = month },
                        new NpgsqlParameter { Value = count },
                    },
                }
            );
        }
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                with seen as (
                    select person.id, at from unnest($1, $2) as entry (id, at)
                    join users person on person.id = entry.id
                    where person.last_active_at is null or person.last_active_at < at - interval '1 minute'
                    order by person.id
                    for update of person)
                update users set last_active_at = seen.at from seen where users.id = seen.id
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter
                    {
                        Value = seen.Keys.ToArray(),
                        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
                    },
                    new NpgsqlParameter
                    {
                        Value = seen.Values.ToArray(),
                        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                    },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var limits = await StoredLimits.ReadAsync(reader, logger, cancellationToken);
        List<CallCount> counts = [];
        foreach (var (account, _) in accounts)
        {
            await reader.NextResultAsync(cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            // None, when the account has been erased.
            if (await reader.ReadAsync(cancellationToken))
            {
                var tier = (await StoredLimits.ReadEntitlementAsync(reader, first: 1, cancellationToken)).TierAt(now);
                counts.Add(new CallCount(account, reader.GetInt32(0), tier, limits(tier).ApiCallsMade, month));
            }
        }
        while (await reader.NextResultAsync(cancellationToken)) { }
        return counts;
    }

    /// <param name="Limit">Null: none.</param>
    /// <param name="Month">Its first day.</param>
    private sealed record CallCount(Guid AccountId, long Used, string Tier, long? Limit, DateOnly Month)
    {
        public bool IsUsedUp => Used >= Limit;

        /// <summary>Whether the calls counted last have passed a threshold of warning.</summary>
        public bool CameNear(int counted) =>
            Limit is > 0
            && UsageThresholds.All.Any(percent =>
                Used * 100 >= Limit * percent && (Used - counted) * 100 < Limit * percent
            );

        public Error Refusal() =>
            Refusals.Of(IdentityErrors.LimitReached, PlanResource.ApiCalls, Tier, Limit!.Value, Used, Month);
    }
}
