using AiWebBuilder.Infrastructure.Persistence.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence.Schema;

/// <summary>What a migration run has applied.</summary>
/// <param name="Migrations">Those that were pending.</param>
/// <param name="SqlFiles">The files of functions, views, triggers and policies that had another text, or whose objects were missing.</param>
public sealed record MigrationRun(IReadOnlyList<string> Migrations, IReadOnlyList<string> SqlFiles);

/// <summary>
/// Applies, rolls back and lists migrations, as the owner, and applies the functions, views, triggers and policies of <see cref="SqlFiles"/>
/// after them. Any number of nodes may start it at once: they take turns. A migration that finds a table in use gives up after its
/// <c>lock_timeout</c>, so that nobody queues behind it for long, and is tried again; what it had done is rolled back.
/// </summary>
[WritesPastUnitOfWork("The schema, as the owner of the database.")]
public sealed class DatabaseMigrator(DatabaseConnections connections)
{
    // Any number will do, if only every node takes the same.
    private const long TurnLock = 0x6169_7765_6262;
    private const int Attempts = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private const string BeforeBaseline =
        "This database was made by a version from before the baseline migration and cannot be migrated: start over with an empty "
        + "database; in Development ./dev run --reset deletes the local data.";

    /// <summary>Migrates to the newest migration, or forward or back to the named one; <c>0</c> is the empty database.</summary>
    /// <exception cref="LocalPostgresException">The server is too old.</exception>
    /// <exception cref="MigrationRefusedException">The database was made before the first migration of today.</exception>
    /// <exception cref="PostgresException">A migration failed, or a table was in use on every attempt (55P03).</exception>
    public async Task<MigrationRun> MigrateAsync(string? target, CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync(cancellationToken);
        var pending = await PendingAsync(cancellationToken);
        await GoToAsync(target, cancellationToken);
        IReadOnlyList<string> files = [];
        // The files are written for this version's newest schema. Before it is reached they would name what is not there yet; past it an
        // older version that is started once more would undo what a newer one has put in place.
        if ((await PendingAsync(cancellationToken)).Count == 0 && !await IsMigratedByNewerAsync(cancellationToken))
        {
            files = await AppliedSqlFiles.ApplyAsync(turn, cancellationToken);
        }
        if (target != Migration.InitialDatabase)
        {
            await SetPasswordAsync(turn, DatabaseConnections.AppRole, connections.App, cancellationToken);
            await SetPasswordAsync(turn, DatabaseConnections.PublicRole, connections.Public, cancellationToken);
        }
        return new MigrationRun(pending, files);
    }

    /// <summary>
    /// Rolls back what came after the named migration; <c>0</c> empties the database. Functions, views, triggers and policies stay as they
    /// are, but for those that the migration takes along: the version that is to run puts its own back when it migrates.
    /// </summary>
    /// <param name="mayLoseRows">False: it is refused once somebody has an account, whose rows go with what the migrations made.</param>
    /// <returns>The migrations that were rolled back, newest first.</returns>
    /// <exception cref="MigrationRefusedException">There is no such migration, or rows would be lost.</exception>
    /// <exception cref="PostgresException">It failed, or a table was in use on every attempt (55P03).</exception>
    public async Task<IReadOnlyList<string>> RollbackAsync(
        string target,
        bool mayLoseRows,
        CancellationToken cancellationToken
    )
    {
        await using var turn = await TakeTurnAsync(cancellationToken);
        var later = await AppliedAfterAsync(target, cancellationToken);
        if (later.Count == 0)
        {
            return later;
        }
        if (!mayLoseRows && await HasAccountsAsync(turn, cancellationToken))
        {
            throw new MigrationRefusedException(
                $"This rolls back {string.Join(", ", later)}, and the rows in what they made are lost for good: make a backup, then "
                    + "repeat the command with --yes."
            );
        }
        await GoToAsync(target, cancellationToken);
        return later;
    }

    /// <summary>What is applied and came after the named migration, newest first; <c>0</c> names none.</summary>
    /// <exception cref="MigrationRefusedException">There is no such migration, or the database was made before the first of today.</exception>
    public async Task<IReadOnlyList<string>> AppliedAfterAsync(string target, CancellationToken cancellationToken)
    {
        var status = await StatusAsync(cancellationToken);
        // By its whole name or without the time in front of it, as EF Core takes it.
        var place = status
            .ToList()
            .FindIndex(one => one.Name == target || one.Name[(one.Name.IndexOf('_') + 1)..] == target);
        return place >= 0 || target == Migration.InitialDatabase
            ? [.. status.Skip(place + 1).Where(one => one.Applied).Select(one => one.Name).Reverse()]
            : throw new MigrationRefusedException($"There is no migration {target}: db status lists them.");
    }

    private static async Task<bool> HasAccountsAsync(NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand("select exists (select from users)", owner);
        return await find.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Every migration and whether it is applied.</summary>
    /// <exception cref="MigrationRefusedException">The database was made before the first migration of today.</exception>
    public async Task<IReadOnlyList<(string Name, bool Applied)>> StatusAsync(CancellationToken cancellationToken)
    {
        var (known, applied) = await HistoryAsync(cancellationToken);
        return [.. known.Select(name => (name, applied.Contains(name)))];
    }

    /// <summary>Whether it has migrations that this version does not know: its functions, views, triggers and policies are left alone.</summary>
    /// <exception cref="MigrationRefusedException">The database was made before the first migration of today.</exception>
    public async Task<bool> IsMigratedByNewerAsync(CancellationToken cancellationToken)
    {
        var (known, applied) = await HistoryAsync(cancellationToken);
        return applied.Except(known, StringComparer.Ordinal).Any();
    }

    private async Task<(string[] Known, HashSet<string> Applied)> HistoryAsync(CancellationToken cancellationToken)
    {
        await using var db = Context();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet(
            StringComparer.Ordinal
        );
        string[] known = [.. db.Database.GetMigrations()];
        // Nothing was released before the baseline: a database without it holds migrations that are no more.
        return applied.Count == 0 || applied.Contains(known[0])
            ? (known, applied)
            : throw new MigrationRefusedException(BeforeBaseline);
    }

    private async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken) =>
        [.. (await StatusAsync(cancellationToken)).Where(one => !one.Applied).Select(one => one.Name)];

    /// <summary>The files of functions, views, triggers and policies, and whether each is applied with its text of today.</summary>
    public async Task<IReadOnlyList<(string Path, bool Applied)>> FilesAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Unpooled(connections.Owner));
        await connection.OpenAsync(cancellationToken);
        var changed = (await AppliedSqlFiles.ChangedAsync(connection, cancellationToken)).ToHashSet();
        return [.. SqlFiles.All.Select(file => (file.Path, !changed.Contains(file)))];
    }

    /// <summary>All migrations and files as one SQL script that can be run again without harm.</summary>
    public string Script()
    {
        using var db = Context();
        var known = db.Database.GetMigrations().First();
        var migrations = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        // Before both parts, as psql goes on after an error.
        var guard = $"""
            do $$
            begin
                if to_regclass('"__EFMigrationsHistory"') is null then
                    return;
                end if;
                if exists (select from "__EFMigrationsHistory")
                    and not exists (select from "__EFMigrationsHistory" where migration_id = '{known}') then
                    raise exception '{BeforeBaseline}';
                end if;
            end $$;
            """;
        return string.Join(
            "\n\n",
            [
                guard,
                migrations.Trim(),
                "START TRANSACTION;",
                guard,
                SqlFiles.Begin,
                .. SqlFiles.All.Select(file => $"-- {file.Path}\n{file.Text.TrimEnd()}"),
                SqlFiles.Note(),
                "COMMIT;",
            ]
        );
    }

    /// <summary>Whether the model has changes that no migration carries.</summary>
    public bool HasPendingModelChanges()
    {
        using var db = Context();
        return db.Database.HasPendingModelChanges();
    }

    /// <summary>The lock belongs to the session: it ends with the process that holds it, however that ends.</summary>
    private async Task<NpgsqlConnection> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(Unpooled(connections.Owner));
        try
        {
            await connection.OpenAsync(cancellationToken);
            if (connection.PostgreSqlVersion.Major < PostgresBinaries.OldestMajor)
            {
                throw new LocalPostgresException(
                    $"The database server is PostgreSQL {connection.PostgreSqlVersion}: use {PostgresBinaries.OldestMajor} or newer."
                );
            }
            await using var wait = new NpgsqlCommand($"select pg_advisory_lock({TurnLock})", connection)
            {
                CommandTimeout = 0,
            };
            await wait.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private Task GoToAsync(string? target, CancellationToken cancellationToken) =>
        UntilUnlockedAsync(
            async () =>
            {
                // A context for each attempt: a failed one leaves its connection and its transaction in doubt.
                await using var db = Context();
                db.Database.SetCommandTimeout(0);
                await db.GetService<IMigrator>().MigrateAsync(target, cancellationToken);
            },
            cancellationToken
        );

    /// <summary>To a server that runs: it had a table for longer than is waited for, or wanted one that is changed already.</summary>
    internal static bool GaveWay(string? sqlState) =>
        sqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;

    internal static async Task UntilUnlockedAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception inUse) when (GaveWay(UnitOfWork.SqlStateOf(inUse)) && attempt < Attempts)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Sets the password when it is the derived one and does not work yet; another is the operator's affair.</summary>
    private async Task SetPasswordAsync(
        NpgsqlConnection owner,
        string role,
        string login,
        CancellationToken cancellationToken
    )
    {
        var password = DatabaseConnections.PasswordOf(connections.Owner, role);
        var wanted = new NpgsqlConnectionStringBuilder(login);
        if (wanted.Username != role || wanted.Password != password)
        {
            return;
        }
        for (var attempt = 1; attempt <= Attempts && !await WorksAsync(login, cancellationToken); attempt++)
        {
            try
            {
                // A role statement takes no parameters. Both texts are our own: a constant and base64.
                await using var alter = new NpgsqlCommand(
                    $"alter role {role} with login password '{DatabaseConnections.ScramVerifier(password)}'",
                    owner
                );
                await alter.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (PostgresException rival)
                when (rival.SqlState == PostgresErrorCodes.InternalError && attempt < Attempts)
            {
                // "tuple concurrently updated": roles belong to the cluster, and another database is being migrated at this
                // moment. Locks do not reach across databases; whether its password is ours is seen at the next look.
            }
        }
    }

    private static async Task<bool> WorksAsync(string login, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Unpooled(login));
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            return false;
        }
    }

    private AppDbContext Context() =>
        new(
            new DbContextOptionsBuilder<AppDbContext>()
                .UseNpgsql(Unpooled(connections.Owner))
                .UseSnakeCaseNamingConvention()
                .Options
        );

    /// <summary>A migrator leaves no idle session of the owner behind.</summary>
    private static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
}
