using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls;

/// <summary>Held from the decision that a call may leave until it has left: locks of a transaction that writes nothing.</summary>
internal sealed class CallGate(NpgsqlConnection connection, NpgsqlTransaction transaction, SemaphoreSlim gates)
    : IAsyncDisposable
{
    private bool open = true;

    public static async Task<CallGate> OpenAsync(
        NpgsqlDataSource source,
        SemaphoreSlim gates,
        CancellationToken cancellationToken
    )
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            return new CallGate(connection, await connection.BeginTransactionAsync(cancellationToken), gates);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <returns>The reason of the stop that is in force, or null.</returns>
    public async Task<string?> EnterAsync(Guid account, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Databases.AsTenant(account));
        // The gate first: what a statement sees is what had been committed when it began.
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                "select pg_advisory_xact_lock_shared(ai_gate(null)), pg_advisory_xact_lock_shared(ai_gate($1))"
            )
            {
                Parameters = { new NpgsqlParameter<Guid> { TypedValue = account } },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select reason from ai_shutoffs_of($1) limit 1")
            {
                Parameters = { new NpgsqlParameter<Guid> { TypedValue = account } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetString(0) : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!open)
        {
            return;
        }
        open = false;
        try
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
        finally
        {
            gates.Release();
        }
    }
}
