using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Operations;

/// <summary>Deletes once an hour what the modules say has served its time. Any number of nodes may sweep at once.</summary>
[WritesPastUnitOfWork("Rows of all accounts that have served their time, in batches with a transaction of their own.")]
internal sealed class Retention(
    Databases databases,
    ModuleCatalogue modules,
    TimeProvider time,
    ILogger<Retention> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <returns>How many rows were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        var deletions = modules
            .Tables.Where(table => table.Expired is not null)
            .Select(table => new NpgsqlBatchCommand($"delete from {table.Name} where {table.Expired}"))
            .ToArray();
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
