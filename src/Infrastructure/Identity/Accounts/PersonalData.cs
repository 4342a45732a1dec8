using System.Collections.Concurrent;
using System.Data;
using System.Runtime.CompilerServices;
using System.Text;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity.Accounts;

/// <summary>
/// Reads row by row from one snapshot, as the person and for the account, so that row-level security holds here too. An export holds a
/// connection as long as its reader takes: a few at once, and no more.
/// </summary>
internal sealed class PersonalData(Databases databases, ModuleCatalogue modules) : IPersonalData, IDisposable
{
    private const int AtOnce = 4;

    /// <summary>Rows asked for at a time: what is left of them is read to its end when somebody hangs up.</summary>
    private const int Fetched = 200;

    /// <summary>The same for files, which are megabytes each.</summary>
    private const int FilesFetched = 4;

    private readonly SemaphoreSlim slots = new(AtOnce);

    /// <summary>One for each person: else somebody who reads slowly, four times over, keeps everybody else waiting.</summary>
    private readonly ConcurrentDictionary<Guid, bool> underWay = new();

    public IReadOnlyDictionary<string, string> LeftOut { get; } =
        modules
            .Tables.Where(table => table.NotExported is not null)
            .ToDictionary(table => table.Name, table => table.NotExported!, StringComparer.Ordinal);

    public async IAsyncEnumerable<ExportedRow> ReadAsync(
        Guid personId,
        Guid accountId,
        bool withAccount,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (!underWay.TryAdd(personId, true))
        {
            throw Busy();
        }
        // This neither waits nor fails, so that nothing stays noted.
        if (!await slots.WaitAsync(TimeSpan.Zero, CancellationToken.None))
        {
            underWay.TryRemove(personId, out _);
            throw Busy();
        }
        try
        {
            await using var connection = await databases.App.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(
                IsolationLevel.RepeatableRead,
                cancellationToken
            );
            await ActAsync(connection, personId, accountId, cancellationToken);
            var columns = await ColumnsAsync(connection, cancellationToken);
            var parts = modules
                .Tables.SelectMany(table => table.Exported.Select(one => (Table: table.Name, Part: one)))
                .Where(one => one.Part.OfPerson || withAccount)
                .OrderByDescending(one => one.Part.OfPerson);
            foreach (var (table, personal) in parts)
            {
                var part = $"{(personal.OfPerson ? "person" : "account")}/{personal.Name}";
                yield return new ExportedRow(part, Json: null);
                var rows = FetchAsync(
                    connection,
                    $"export_{table}",
                    Select(table, personal, columns[table]),
                    Fetched,
                    reader => new ExportedRow(part, reader.GetString(0)),
                    cancellationToken
                );
                await foreach (var row in rows)
                {
                    yield return row;
                }
                if (personal.Files is not var (name, bytes))
                {
                    continue;
                }
                var files = FetchAsync(
                    connection,
                    $"export_files_{table}",
                    $"select {name}, {bytes} from {table} where {personal.Rows}",
                    FilesFetched,
                    reader => new ExportedRow($"{part}/{reader.GetString(0)}", Json: null)
                    {
                        File = reader.GetFieldValue<byte[]>(1),
                    },
                    cancellationToken
                );
                await foreach (var file in files)
                {
                    yield return file;
                }
            }
        }
        finally
        {
            slots.Release();
            underWay.TryRemove(personId, out _);
        }
    }

    public void Dispose() => slots.Dispose();

    private static DomainException Busy() => new(IdentityErrors.ExportBusy) { RetryAfter = TimeSpan.FromMinutes(1) };

    private static async Task ActAsync(
        NpgsqlConnection connection,
        Guid personId,
        Guid accountId,
        CancellationToken cancellationToken
    )
    {
        await using var act = new NpgsqlCommand(
            "select set_config('app.actor_id', $1, true), set_config('app.user_id', $2, true), set_config('app.scope', 'tenant', true)",
            connection
        )
        {
            Parameters =
            {
                new NpgsqlParameter { Value = personId.ToString() },
                new NpgsqlParameter { Value = accountId.ToString() },
            },
        };
        await act.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async IAsyncEnumerable<ExportedRow> FetchAsync(
        NpgsqlConnection connection,
        string cursor,
        string select,
        int atOnce,
        Func<NpgsqlDataReader, ExportedRow> read,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await ExecuteAsync(connection, $"declare {cursor} no scroll cursor for {select}", cancellationToken);
        await using var fetch = new NpgsqlCommand($"fetch {atOnce} from {cursor}", connection);
        for (var rows = atOnce; rows == atOnce; )
        {
            rows = 0;
            await using var reader = await fetch.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                rows++;
                yield return read(reader);
            }
        }
        await ExecuteAsync(connection, $"close {cursor}", cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>From the catalogue: a column that is added to a table goes into the export by itself.</summary>
    private static async Task<Dictionary<string, string[]>> ColumnsAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var select = new NpgsqlCommand(
            """
            select c.relname::text, array_agg(a.attname::text order by a.attnum)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            group by 1
            """,
            connection
        );
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        Dictionary<string, string[]> columns = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            columns[reader.GetString(0)] = await reader.GetFieldValueAsync<string[]>(1, cancellationToken);
        }
        return columns;
    }

    private static string Select(string table, PersonalPart part, string[] columns)
    {
        var wanted = columns.Except(part.Without).Select(column => $"{column} as \"{CamelCase(column)}\"");
        return $"select row_to_json(r)::text from (select {string.Join(", ", wanted)} from {table} where {part.Rows}) r";
    }

    private static string CamelCase(string column)
    {
        var name = new StringBuilder();
        foreach (var word in column.Split('_'))
        {
            name.Append(name.Length == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}");
        }
        return name.ToString();
    }
}
