using AiWebBuilder.Infrastructure.AiUsage.Calls;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AiWebBuilder.Infrastructure.AiUsage;

/// <summary>
/// Ends the calls whose worker was lost, forgets answers that nobody will ask for again, and sees that one node in each hour derives the
/// books again: where they differ the operator is alarmed. Any number of nodes may do so at once.
/// </summary>
internal sealed class AiMaintenance(
    CallBooks books,
    CallMeters meters,
    IOptions<AiOptions> options,
    TimeProvider time,
    ILogger<AiMaintenance> logger
) : BackgroundService
{
    /// <summary>So many answers are forgotten in one transaction.</summary>
    private const int Batch = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    /// <returns>How many calls were ended.</returns>
    public async Task<int> ExpireAsync(CancellationToken cancellationToken)
    {
        var ended = 0;
        while (await books.ExpireOneAsync(cancellationToken) is { } call)
        {
            meters.Expired(call);
            ended++;
        }
        return ended;
    }

    /// <summary>Answers are kept for as long as the same request may be answered with them.</summary>
    /// <returns>How many were forgotten.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.ReplayWindow;
        int forgotten,
            all = 0;
        do
        {
            forgotten = await books.ForgetAnswersAsync(before, Batch, cancellationToken);
            all += forgotten;
        } while (forgotten == Batch);
        return all;
    }

    /// <summary>Derives the books again when it is time, on one node.</summary>
    /// <returns>The differences, one line each; null: it was not the time.</returns>
    public async Task<IReadOnlyList<string>?> CheckBooksAsync(CancellationToken cancellationToken)
    {
        var differences = await books.CheckInTurnAsync(cancellationToken);
        if (differences is [var first, ..])
        {
            logger.LogError(
                "The AI books differ from the ledger in {Count} places, first: {Difference}",
                differences.Length,
                first
            );
        }
        return differences;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var nextSweep = time.GetUtcNow() + BetweenSweeps;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ExpireAsync(stoppingToken);
                await CheckBooksAsync(stoppingToken);
                if (time.GetUtcNow() >= nextSweep)
                {
                    nextSweep = time.GetUtcNow() + BetweenSweeps;
                    await ForgetAsync(stoppingToken);
                }
            }
            catch (NpgsqlException failure)
            {
                logger.LogWarning(failure, "The upkeep of AI calls failed; next try in {Interval}", Interval);
            }
        }
    }
}
