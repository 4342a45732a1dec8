using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>Where the database is, for each of its three roles.</summary>
/// <param name="Owner">Migrates. It may create roles.</param>
/// <param name="App">Serves signed-in requests and background work; bound by row-level security.</param>
/// <param name="Public">Serves visitors and takes events.</param>
public sealed record DatabaseConnections(string Owner, string App, string Public)
{
    public const string AppRole = "aiwebbuilder_app";
    public const string PublicRole = "aiwebbuilder_public";

    /// <summary>
    /// One connection string is enough: the passwords of the two runtime roles are HMAC-SHA256 of their names under the owner's
    /// password, so that any number of nodes agree on them and nothing more has to be kept.
    /// </summary>
    public static DatabaseConnections Derive(string owner, string? app = null, string? @public = null) =>
        new(owner, app ?? LoginOf(owner, AppRole), @public ?? LoginOf(owner, PublicRole));

    internal static string PasswordOf(string owner, string role) =>
        Base64Url.EncodeToString(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(new NpgsqlConnectionStringBuilder(owner).Password ?? ""),
                Encoding.UTF8.GetBytes(role)
            )
        );

    private static string LoginOf(string owner, string role) =>
        new NpgsqlConnectionStringBuilder(owner)
        {
            Username = role,
            Password = PasswordOf(owner, role),
        }.ConnectionString;
}

/// <summary>Applies, rolls back and lists migrations, as the owner.</summary>
public sealed class DatabaseMigrator(DatabaseConnections connections)
{
    /// <summary>Migrates to the newest migration, or forward or back to the named one; <c>0</c> is the empty database.</summary>
    /// <returns>The migrations that were applied.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(string? target, CancellationToken cancellationToken)
    {
        await using var db = Context();
        var pending = await db.Database.GetPendingMigrationsAsync(cancellationToken);
        // EF takes a lock of its own: ten nodes that start at once migrate one after the other.
        await db.GetService<IMigrator>().MigrateAsync(target, cancellationToken);
        if (target != "0")
        {
            await SetPasswordsAsync(db, cancellationToken);
        }
        return [.. pending];
    }

    /// <summary>Rolls the newest applied migration back.</summary>
    /// <returns>Its name; null when none is applied.</returns>
    public async Task<string?> RollbackAsync(CancellationToken cancellationToken)
    {
        await using var db = Context();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToArray();
        if (applied.Length == 0)
        {
            return null;
        }
        await db.GetService<IMigrator>().MigrateAsync(applied.Length > 1 ? applied[^2] : "0", cancellationToken);
        return applied[^1];
    }

    /// <summary>Every migration and whether it is applied.</summary>
    public async Task<IReadOnlyList<(string Name, bool Applied)>> StatusAsync(CancellationToken cancellationToken)
    {
        await using var db = Context();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet(
            StringComparer.Ordinal
        );
        return [.. db.Database.GetMigrations().Select(name => (name, applied.Contains(name)))];
    }

    /// <summary>All migrations as one SQL script that can be run again without harm.</summary>
    public string Script()
    {
        using var db = Context();
        return db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
    }

    /// <summary>Whether the model has changes that no migration carries.</summary>
    public bool HasPendingModelChanges()
    {
        using var db = Context();
        return db.Database.HasPendingModelChanges();
    }

    private async Task SetPasswordsAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        foreach (
            var (role, login) in new[]
            {
                (DatabaseConnections.AppRole, connections.App),
                (DatabaseConnections.PublicRole, connections.Public),
            }
        )
        {
            var password = new NpgsqlConnectionStringBuilder(login);
            if (
                password.Username != role
                || password.Password != DatabaseConnections.PasswordOf(connections.Owner, role)
            )
            {
                continue; // the operator set the login up
            }
            // A role statement takes no parameters. Both texts are our own: a constant and base64url. Roles belong to the
            // cluster: the lock keeps two databases' migrations from updating the same row of its catalogue at once.
#pragma warning disable EF1002
            await db.Database.ExecuteSqlRawAsync(
                $"select pg_advisory_xact_lock(0); alter role {role} with login password '{password.Password}'",
                cancellationToken
            );
#pragma warning restore EF1002
        }
    }

    private AppDbContext Context() =>
        new(
            new DbContextOptionsBuilder<AppDbContext>()
                .UseNpgsql(connections.Owner)
                .UseSnakeCaseNamingConvention()
                .Options
        );
}
