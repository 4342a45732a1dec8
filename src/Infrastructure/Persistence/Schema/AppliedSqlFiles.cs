using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence.Schema;

/// <summary>Which of <see cref="SqlFiles"/> a database has with their text of today, for <see cref="DatabaseMigrator"/>.</summary>
internal static class AppliedSqlFiles
{
    /// <summary>Applies what has changed, all of it or nothing.</summary>
    /// <returns>The paths of the files.</returns>
    public static async Task<IReadOnlyList<string>> ApplyAsync(
        NpgsqlConnection owner,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<SqlFile> changed = [];
        await DatabaseMigrator.UntilUnlockedAsync(
            async () =>
            {
                changed = await ChangedAsync(owner, cancellationToken);
                if (changed.Count == 0 && await IsNotedAsync(owner, cancellationToken))
                {
                    return;
                }
                await using var transaction = await owner.BeginTransactionAsync(cancellationToken);
                await RunAsync(SqlFiles.Begin);
                foreach (var file in changed)
                {
                    try
                    {
                        await RunAsync(file.Text);
                    }
                    catch (PostgresException failure) when (!DatabaseMigrator.GaveWay(failure.SqlState))
                    {
                        throw new InvalidOperationException(
                            $"{file.Path} cannot be applied: {failure.Message}",
                            failure
                        );
                    }
                }
                await RunAsync(SqlFiles.Note());
                await transaction.CommitAsync(cancellationToken);
            },
            cancellationToken
        );
        return [.. changed.Select(file => file.Path)];

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, owner) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Files that were last applied with another text or never, and those of which an object is missing: a migration drops what a file made
    /// before, and what goes with a table that is rolled back is to come again with it.
    /// </summary>
    public static async Task<IReadOnlyList<SqlFile>> ChangedAsync(
        NpgsqlConnection owner,
        CancellationToken cancellationToken
    )
    {
        if (!await HasRecordAsync(owner, cancellationToken))
        {
            return SqlFiles.All;
        }
        var objects = SqlFiles.All.SelectMany(file => file.Objects.Select(made => (file.Path, made))).ToArray();
        await using var find = new NpgsqlCommand(
            $"""
            select path from unnest(@paths, @checksums) file (path, checksum)
            where not exists (select from {SqlFiles.Record} r where r.name = file.path and r.checksum = file.checksum)
            union
            select path from unnest(@files, @kinds, @names, @tables) made (path, kind, name, of_table)
            where not case kind
                when '{SqlFile.Functions}' then exists (select from pg_proc p
                    where p.pronamespace = 'public'::regnamespace and p.proname = made.name)
                when '{SqlFile.Views}' then exists (select from pg_class c
                    where c.relnamespace = 'public'::regnamespace and c.relname = made.name and c.relkind = 'v')
                when '{SqlFile.Triggers}' then exists (select from pg_trigger t join pg_class c on c.oid = t.tgrelid
                    where c.relnamespace = 'public'::regnamespace and c.relname = made.of_table and t.tgname = made.name)
                else exists (select from pg_policy p join pg_class c on c.oid = p.polrelid
                    where c.relnamespace = 'public'::regnamespace and c.relname = made.of_table and p.polname = made.name)
                end
            """,
            owner
        );
        find.Parameters.AddWithValue("paths", SqlFiles.All.Select(file => file.Path).ToArray());
        find.Parameters.AddWithValue("checksums", SqlFiles.All.Select(file => file.Checksum).ToArray());
        find.Parameters.AddWithValue("files", objects.Select(one => one.Path).ToArray());
        find.Parameters.AddWithValue("kinds", objects.Select(one => one.made.Kind).ToArray());
        find.Parameters.AddWithValue("names", objects.Select(one => one.made.Name).ToArray());
        find.Parameters.AddWithValue("tables", objects.Select(one => one.made.Table ?? "").ToArray());
        HashSet<string> paths = new(StringComparer.Ordinal);
        await using var reader = await find.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            paths.Add(reader.GetString(0));
        }
        return [.. SqlFiles.All.Where(file => paths.Contains(file.Path))];
    }

    private static async Task<bool> HasRecordAsync(NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand($"select to_regclass('{SqlFiles.Record}') is not null", owner);
        return await find.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>False although no file has changed: one is no more.</summary>
    private static async Task<bool> IsNotedAsync(NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand(
            $"select exists (select from {SqlFiles.Record} where checksum = '{SqlFiles.Fingerprint}')",
            owner
        );
        return await find.ExecuteScalarAsync(cancellationToken) is true;
    }
}
