using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence.Schema;

/// <summary>What of this version the database lacks.</summary>
/// <param name="Migrations">Their names, oldest first. What a newer version has applied beside them does no harm.</param>
/// <param name="Files">The functions, views, triggers and policies of this version were never applied.</param>
public sealed record PendingSchema(IReadOnlyList<string> Migrations, bool Files)
{
    public bool Any => Files || Migrations.Count > 0;
}

/// <summary>What of this version the database lacks, as the server's own role sees it.</summary>
/// <remarks>
/// During a rolling deployment <c>db migrate</c> of the new version runs while nodes of the version before it serve. They stay ready:
/// their migrations and their files were applied, even though newer texts have taken the place of some. A node of the new version is not
/// ready before that run, and ready from its end on. Neither changes its mind again, as no node applies anything by itself outside
/// Development, and <c>db migrate</c> of a version that lacks some of the migrations leaves the files alone. It follows that a function's
/// new text must serve the callers of the version before: what it cannot serve is a function of another name.
/// </remarks>
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
    /// <exception cref="NpgsqlException">The database does not answer, or refuses the role.</exception>
    public async Task<PendingSchema> PendingAsync(CancellationToken cancellationToken)
    {
        HashSet<string> applied = new(StringComparer.Ordinal);
        try
        {
            await using var find = databases.App.CreateCommand(
                $"""
                select migration_id from "__EFMigrationsHistory"
                union all select checksum from {SqlFiles.Record} where name = '{SqlFiles.Whole}'
                """
            );
            await using var reader = await find.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                applied.Add(reader.GetString(0));
            }
        }
        catch (PostgresException missing)
            when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege)
        {
            // Never migrated to the end, or rolled back to nothing: the first migration lets this role look, the last step makes the record.
            return new PendingSchema(Known, Files: true);
        }
        return new PendingSchema(
            [.. Known.Where(name => !applied.Contains(name))],
            Files: !applied.Contains(SqlFiles.Fingerprint)
        );
    }

    /// <exception cref="NpgsqlException">The database does not answer, or refuses the visitors' role.</exception>
    public async Task ReachAsVisitorAsync(CancellationToken cancellationToken)
    {
        await using var visitors = databases.Public.CreateCommand("select 1");
        await visitors.ExecuteScalarAsync(cancellationToken);
    }
}
