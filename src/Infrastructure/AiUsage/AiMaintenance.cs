using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AiWebBuilder.Infrastructure.AiUsage;

/// <summary>
/// Ends the calls whose worker was lost, and once an hour derives the books again: where they differ the operator is alarmed. Any number
/// of nodes may do so at once.
/// </summary>
internal sealed class AiMaintenance(
    CallBooks books,
    Databases databases,
    TimeProvider time,
    ILogger<AiMaintenance> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromHours(1);

    /// <returns>How many calls were ended.</returns>
    public async Task<int> ExpireAsync(CancellationToken cancellationToken)
    {
        var ended = 0;
        while (await books.ExpireOneAsync(cancellationToken))
        {
            ended++;
        }
        return ended;
    }

    /// <summary>Derives everything again from the ledger and raises an alert for the platform where it differs.</summary>
    /// <returns>The differences, one line each.</returns>
    public async Task<IReadOnlyList<string>> CheckBooksAsync(CancellationToken cancellationToken)
    {
        var differences = await books.CheckAsync(account: null, cancellationToken);
        if (differences.Count > 0)
        {
            logger.LogError(
                "The AI books differ from the ledger in {Count} places, first: {Difference}",
                differences.Count,
                differences[0]
            );
            await using var batch = databases.App.CreateBatch();
            batch.BatchCommands.Add(Databases.AsSystem());
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand("select ai_note_difference($1, $2)")
                {
                    Parameters =
                    {
                        new NpgsqlParameter<string[]> { TypedValue = [.. differences.Take(20)] },
                        new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow() },
                    },
                }
            );
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        return differences;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var nextCheck = time.GetUtcNow() + BetweenChecks;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ExpireAsync(stoppingToken);
                if (time.GetUtcNow() >= nextCheck)
                {
                    nextCheck = time.GetUtcNow() + BetweenChecks;
                    await CheckBooksAsync(stoppingToken);
                }
            }
            catch (NpgsqlException failure)
            {
                logger.LogWarning(failure, "Lost calls could not be ended; next try in {Interval}", Interval);
            }
        }
    }
}
