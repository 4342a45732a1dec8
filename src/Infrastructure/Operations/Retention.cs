using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Operations;

/// <summary>
/// Deletes once an hour what has served its time: expired idempotency keys, delivered events after a week, ended jobs after a month,
/// failed sign-ins and the counts of invitations after a day, links in mails a week after they have expired, sessions a month after they have ended, the ids of payment
/// events after three months.
/// Events that nobody could handle stay until an operator has seen to them. Any number of nodes may sweep at once.
/// </summary>
internal sealed class Retention(Databases databases, TimeProvider time, ILogger<Retention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private static readonly string[] Sweeps =
    [
        "delete from idempotency_keys where expires_at < now()",
        "delete from outbox_events where delivered_at < now() - interval '7 days'",
        "delete from job_queue where completed_at < now() - interval '30 days'",
        // Fifteen failures, the most that are counted, are forgotten after five hours.
        "delete from sign_in_throttles where updated_at < now() - interval '1 day'",
        // They are counted for a day.
        "delete from invitation_mails where sent_at < now() - interval '1 day'",
        // They outlive their day, by which mails are counted.
        "delete from email_tokens where expires_at < now() - interval '7 days'",
        // With the names of people's devices; who signed in and when stands in the audit log.
        "delete from user_sessions where revoked_at < now() - interval '30 days' or expires_at < now() - interval '30 days'",
        // The payment provider repeats an event for three days, and a person at its dashboard for thirty.
        "delete from billing_events where created_at < now() - interval '90 days'",
    ];

    /// <returns>How many rows were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        var deletions = Array.ConvertAll(Sweeps, sweep => new NpgsqlBatchCommand(sweep));
        foreach (var deletion in deletions)
        {
            batch.BatchCommands.Add(deletion);
        }
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return deletions.Sum(deletion => (int)deletion.RecordsAffected);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (NpgsqlException failure)
            {
                logger.LogWarning(failure, "What has served its time could not be deleted; next try in an hour");
            }
        }
    }
}
