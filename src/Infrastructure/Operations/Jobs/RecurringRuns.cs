using System.Collections.Frozen;
using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Cronos;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Operations.Jobs;

/// <summary>
/// The runs of recurring work. A work has exactly one run that has not ended, whose unique key is the work's name; the transaction that ends it
/// makes the next one. So there is no moment in which two nodes could make a run for the same slot.
/// </summary>
[WritesPastUnitOfWork(
    "The next run is planned in the worker's transaction that ends the present one, which no request opens."
)]
internal sealed class RecurringRuns(IServiceScopeFactory scopes, Databases databases, TimeProvider time)
{
    /// <summary>Before other jobs: runs are short, and people's jobs may keep every worker busy for minutes.</summary>
    private const int Priority = 10;

    /// <summary>In the payload: which time of its schedule a run is for.</summary>
    private const string Slot = "slot";

    private readonly Lazy<FrozenDictionary<string, CronExpression>> schedules = new(() => Read(scopes));

    /// <summary>Makes a run, due at once, of each work that has none: it is new, or somebody has deleted its row.</summary>
    public async Task PlanMissingAsync(CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        // In one order on all nodes: they wait for each other's row of the same key.
        foreach (var name in schedules.Value.Keys.Order(StringComparer.Ordinal))
        {
            batch.BatchCommands.Add(InsertCommand(name, slot: null));
        }
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// What makes the next run, in the transaction that ends this one: for the first slot after the present one and after now by the
    /// database's clock. Of the runs that succeeded only the last stays. Nothing when no recurring work has such jobs.
    /// </summary>
    public async Task<IReadOnlyList<NpgsqlBatchCommand>> NextAsync(ClaimedJob ending)
    {
        if (!schedules.Value.TryGetValue(ending.JobType, out var schedule))
        {
            return [];
        }
        await using var clock = databases.App.CreateCommand("select now()");
        var now = new DateTimeOffset((DateTime)(await clock.ExecuteScalarAsync(CancellationToken.None))!);
        using var payload = JsonDocument.Parse(ending.Payload);
        // A run that was cancelled before its time has used its slot up all the same.
        var from =
            payload.RootElement.TryGetProperty(Slot, out var slot) && slot.TryGetDateTimeOffset(out var at) && at > now
                ? at
                : now;
        return
        [
            InsertCommand(
                ending.JobType,
                schedule.GetNextOccurrence(from, TimeZoneInfo.Utc)
                    ?? throw new InvalidOperationException($"The schedule of {ending.JobType} never comes.")
            ),
            new NpgsqlBatchCommand(
                """
                delete from job_queue
                where job_type = $1 and unique_key = job_type and status = 'completed' and id <> $2
                  and exists (select from job_queue ended where ended.id = $2 and ended.completed_at = now())
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = ending.JobType },
                    new NpgsqlParameter { Value = ending.Id },
                },
            },
        ];
    }

    private NpgsqlBatchCommand InsertCommand(string name, DateTimeOffset? slot) =>
        new(
            """
            insert into job_queue (id, job_type, unique_key, payload, scheduled_at, priority)
            values ($1, $2, $2, jsonb_build_object($5::text, coalesce($3, now())), coalesce($3, now()), $4)
            on conflict (unique_key) where status in ('pending', 'retrying', 'processing') do nothing
            """
        )
        {
            Parameters =
            {
                new NpgsqlParameter { Value = time.NewId() },
                new NpgsqlParameter { Value = name },
                new NpgsqlParameter
                {
                    Value = (object?)slot?.ToUniversalTime() ?? DBNull.Value,
                    NpgsqlDbType = NpgsqlDbType.TimestampTz,
                },
                new NpgsqlParameter { Value = Priority },
                new NpgsqlParameter { Value = Slot },
            },
        };

    private static FrozenDictionary<string, CronExpression> Read(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        return scope
            .ServiceProvider.GetServices<IRecurringWork>()
            .ToFrozenDictionary(work => work.Name, work => Parse(work.Schedule), StringComparer.Ordinal);
    }

    private static CronExpression Parse(string schedule) =>
        CronExpression.Parse(
            schedule,
            schedule.Split(' ').Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard
        );
}
