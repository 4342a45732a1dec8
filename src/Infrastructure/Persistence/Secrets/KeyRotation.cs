using System.Runtime.CompilerServices;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence.Secrets;

/// <summary>What a rotation found in one column.</summary>
/// <param name="Rewrapped">Secrets that now stand under the key that seals.</param>
/// <param name="ByKey">How many stand under which key afterwards; under "?" what is no envelope.</param>
/// <param name="Unreadable">The ids of rows whose secret no configured key opens; they are left as they are.</param>
public sealed record ColumnRotation(
    string Column,
    int Rewrapped,
    IReadOnlyDictionary<string, long> ByKey,
    IReadOnlyList<string> Unreadable
);

/// <summary>
/// Brings every sealed secret under the key that seals now, while the product runs: a batch is a transaction, a row that somebody changes
/// meanwhile is left to whoever changed it, and what was done is not done again, so that it may be broken off at any time.
/// </summary>
public sealed class KeyRotation
{
    private const int BatchSize = 500;

    /// <summary>Enough to find the fault by.</summary>
    private const int UnreadableNamed = 20;

    private readonly DatabaseConnections connections;
    private readonly ModuleCatalogue modules;
    private readonly SealingKeys keys;
    private readonly SealedSecrets secrets;

    internal KeyRotation(
        DatabaseConnections connections,
        ModuleCatalogue modules,
        SealingKeys keys,
        SealedSecrets secrets
    ) => (this.connections, this.modules, this.keys, this.secrets) = (connections, modules, keys, secrets);

    /// <summary>The id of the key that seals now.</summary>
    public string ActiveKey => keys.Active;

    public async IAsyncEnumerable<ColumnRotation> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var data = NpgsqlDataSource.Create(connections.Owner);
        foreach (var column in modules.Modules.SelectMany(module => module.Sealed))
        {
            yield return await RotateAsync(data, new SealedColumnSql(column), cancellationToken);
        }
    }

    private async Task<ColumnRotation> RotateAsync(
        NpgsqlDataSource data,
        SealedColumnSql sql,
        CancellationToken cancellationToken
    )
    {
        var rewrapped = 0;
        List<string> unreadable = [];
        Guid[]? last = null;
        while (await BatchAfterAsync(data, sql, last, cancellationToken) is { Count: > 0 } rows)
        {
            await using var connection = await data.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            foreach (var (ids, box) in rows)
            {
                if (secrets.Rewrap(sql.Column.Purpose, box, ids) is not { } renewed)
                {
                    unreadable.Add(string.Join('/', ids));
                    continue;
                }
                await using var update = new NpgsqlCommand(sql.Update, connection, transaction);
                update.Parameters.Add(new NpgsqlParameter { Value = renewed });
                update.Parameters.Add(new NpgsqlParameter { Value = box });
                foreach (var id in ids)
                {
                    update.Parameters.Add(new NpgsqlParameter { Value = id });
                }
                rewrapped += await update.ExecuteNonQueryAsync(cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
            last = rows[^1].Ids;
        }
        return new ColumnRotation(
            $"{sql.Column.Table}.{sql.Column.Column}",
            rewrapped,
            await CountAsync(data, sql, cancellationToken),
            [.. unreadable.Take(UnreadableNamed), .. More(unreadable.Count - UnreadableNamed)]
        );
    }

    private static IEnumerable<string> More(int count) => count > 0 ? [$"and {count} more"] : [];

    private async Task<IReadOnlyList<(Guid[] Ids, byte[] Box)>> BatchAfterAsync(
        NpgsqlDataSource data,
        SealedColumnSql sql,
        Guid[]? last,
        CancellationToken cancellationToken
    )
    {
        await using var command = data.CreateCommand(sql.Batch);
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Active });
        command.Parameters.Add(new NpgsqlParameter { Value = BatchSize });
        foreach (var id in last ?? new Guid[sql.Column.Row.Length])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = id });
        }
        List<(Guid[], byte[])> rows = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Guid[] ids = [.. sql.Column.Row.Select((_, index) => reader.GetGuid(index + 1))];
            rows.Add((ids, reader.GetFieldValue<byte[]>(0)));
        }
        return rows;
    }

    private static async Task<IReadOnlyDictionary<string, long>> CountAsync(
        NpgsqlDataSource data,
        SealedColumnSql sql,
        CancellationToken cancellationToken
    )
    {
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        await using var command = data.CreateCommand(sql.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            counts[reader.GetString(0)] = reader.GetInt64(1);
        }
        return counts;
    }

    /// <summary>The statements for one column; its names are the source's own.</summary>
    private sealed class SealedColumnSql(SealedColumn column)
    {
        private readonly string box = column.IsText ? $"decode({column.Column}, 'base64')" : column.Column;

        private readonly string ids = string.Join(", ", column.Row);

        public SealedColumn Column => column;

        public string Batch =>
            $"""
                select {box}, {ids} from {column.Table}
                where {column.Column} is not null and {Key} <> $1 and ({ids}) > ({Numbered(3)})
                order by {ids} limit $2
                """;

        public string Update =>
            $"""
                update {column.Table} set {column.Column} = {(column.IsText ? "encode($1, 'base64')" : "$1")}
                where {box} = $2 and ({ids}) = ({Numbered(3)})
                """;

        public string Count =>
            $"select {Key}, count(*) from {column.Table} where {column.Column} is not null group by 1";

        /// <summary>The id of the key that an envelope names in its clear part.</summary>
        private string Key =>
            $"""
                case when length({box}) > 2 and get_byte({box}, 0) = 2 and length({box}) > 2 + get_byte({box}, 1)
                    then encode(substring({box} from 3 for get_byte({box}, 1)), 'escape') else '?' end
                """;

        private string Numbered(int first) => string.Join(", ", column.Row.Select((_, index) => $"${first + index}"));
    }
}
