using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Operations;

/// <summary>Deletes what the modules say has served its time.</summary>
[WritesPastUnitOfWork("Rows of all accounts that have served their time, in batches with a transaction of their own.")]
internal sealed class Retention(Databases databases, ModuleCatalogue modules) : IRecurringWork
{
    public string Name => "operations.retention";

    public string Schedule => "30 * * * *";

    public Task RunAsync(CancellationToken cancellationToken) => SweepAsync(cancellationToken);

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
}
