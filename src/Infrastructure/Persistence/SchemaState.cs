using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>Which migrations of this version the database lacks, as the server's own role sees it.</summary>
public sealed class SchemaState(Databases databases)
{
    private static readonly string[] Known =
    [
        .. typeof(SchemaState)
            .Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
            .OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>One short statement, as cheap as any by which a server shows that it answers.</summary>
    /// <returns>Their names, oldest first. What a newer version has applied beside them does no harm.</returns>
    /// <exception cref="NpgsqlException">The database does not answer, or refuses the role.</exception>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken)
    {
        HashSet<string> applied = new(StringComparer.Ordinal);
        try
        {
            await using var find = databases.App.CreateCommand("""select migration_id from "__EFMigrationsHistory" """);
            await using var reader = await find.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                applied.Add(reader.GetString(0));
            }
        }
        catch (PostgresException absent) when (absent.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // Nothing was ever applied.
        }
        catch (PostgresException hidden) when (hidden.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // The migration that lets this role look is not applied, nor is any that comes after it.
            return await HasAccountsAsync(cancellationToken)
                ? [.. Known.SkipWhile(name => !name.EndsWith("_AccountFaults", StringComparison.Ordinal))]
                : Known;
        }
        return [.. Known.Where(name => !applied.Contains(name))];
    }

    /// <summary>By the catalogue, which every role may read: they are there from the first migration on.</summary>
    private async Task<bool> HasAccountsAsync(CancellationToken cancellationToken)
    {
        await using var find = databases.App.CreateCommand(
            """
            select exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relname = 'users')
            """
        );
        return (bool)(await find.ExecuteScalarAsync(cancellationToken))!;
    }
}
