using System.Buffers.Text;
using System.Globalization;
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
    /// The app role past any pooler: who listens keeps its connection, and a transaction-pooling proxy would hand it on. Null: the
    /// app's own connection will do.
    /// </summary>
    public string? Listen { get; init; }

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

    /// <summary>What PostgreSQL stores of a password (RFC 5803), so that the password itself stands in no statement and no log.</summary>
    internal static string ScramVerifier(string password)
    {
        const int Iterations = 4096;
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}"
        );
    }

    private static string LoginOf(string owner, string role) =>
        new NpgsqlConnectionStringBuilder(owner)
        {
            Username = role,
            Password = PasswordOf(owner, role),
        }.ConnectionString;
}

/// <summary>A migration is not carried out. The message is one sentence that ends with the remedy.</summary>
public sealed class MigrationRefusedException(string message) : Exception(message);

/// <summary>
/// Applies, rolls back and lists migrations, as the owner. Any number of nodes may start it at once: they take turns. A migration
/// that finds a table in use gives up after its <c>lock_timeout</c>, so that nobody queues behind it for long, and is tried
/// again; what it had done is rolled back.
/// </summary>
public sealed class DatabaseMigrator(DatabaseConnections connections)
{
    // Any number will do, if only every node takes the same.
    private const long TurnLock = 0x6169_7765_6262;
    private const int Attempts = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Migrates to the newest migration, or forward or back to the named one; <c>0</c> is the empty database.</summary>
    /// <returns>The migrations that were pending.</returns>
    /// <exception cref="LocalPostgresException">The server is too old.</exception>
    /// <exception cref="PostgresException">A migration failed, or a table was in use on every attempt (55P03).</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(string? target, CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync(cancellationToken);
        string[] pending;
        await using (var db = Context())
        {
            pending = [.. await db.Database.GetPendingMigrationsAsync(cancellationToken)];
        }
        await GoToAsync(target, cancellationToken);
        if (target != Migration.InitialDatabase)
        {
            await SetPasswordAsync(turn, DatabaseConnections.AppRole, connections.App, cancellationToken);
            await SetPasswordAsync(turn, DatabaseConnections.PublicRole, connections.Public, cancellationToken);
        }
        return pending;
    }

    /// <summary>Rolls back what came after the named migration; <c>0</c> empties the database.</summary>
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
    /// <exception cref="MigrationRefusedException">There is no such migration.</exception>
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

    private async Task GoToAsync(string? target, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            // A context for each attempt: a failed one leaves its connection and its transaction in doubt.
            await using var db = Context();
            db.Database.SetCommandTimeout(0);
            try
            {
                await db.GetService<IMigrator>().MigrateAsync(target, cancellationToken);
                return;
            }
            catch (Exception inUse)
                when (UnitOfWork.SqlStateOf(inUse) == PostgresErrorCodes.LockNotAvailable && attempt < Attempts)
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
