using AiWebBuilder.Infrastructure.Persistence.Postgres;
using Npgsql;
using Testcontainers.PostgreSql;

namespace AiWebBuilder.IntegrationTests.Harness;

/// <summary>
/// The real PostgreSQL that a test run uses. AIWEBBUILDER_TEST_POSTGRES=container, local or a connection string forces
/// one; else a container where a Docker engine answers, and a private cluster where none does.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "AIWEBBUILDER_TEST_POSTGRES";
    private const string Image = "postgres:15";

    // Nothing outlives the run, so nothing needs to reach the disk.
    private static readonly string[] s_settings =
    [
        "-c",
        "fsync=off",
        "-c",
        "full_page_writes=off",
        "-c",
        "synchronous_commit=off",
        "-c",
        "jit=off",
        // A run ends before what it deletes is in the way, and plans most of its statements once or twice in each session.
        "-c",
        "autovacuum=off",
        "-c",
        "plan_cache_mode=force_generic_plan",
        "-c",
        "max_connections=500",
    ];

    private readonly IAsyncDisposable? _owned;

    private PostgresServer(string connectionString, string description, IAsyncDisposable? owned)
    {
        ConnectionString = connectionString;
        Description = description;
        _owned = owned;
    }

    /// <summary>A superuser's connection to the database <c>postgres</c>, or to the one the variable names.</summary>
    public string ConnectionString { get; }

    /// <summary>Which server it is, for the run's output.</summary>
    public string Description { get; }

    /// <exception cref="InvalidOperationException">The forced or chosen server cannot be had: the run must fail.</exception>
    public static async Task<PostgresServer> StartAsync(CancellationToken cancellationToken)
    {
        var choice = Environment.GetEnvironmentVariable(Variable);
        var server = choice switch
        {
            "container" => await StartContainerAsync(cancellationToken),
            "local" => await StartLocalAsync(cancellationToken),
            { Length: > 0 } when choice.Contains('=', StringComparison.Ordinal) => new PostgresServer(
                choice,
                $"the server that {Variable} names",
                owned: null
            ),
            null or "" => DockerEngine.FindSocket() is null && !DockerEngine.IsRemote
                ? await StartLocalAsync(cancellationToken)
                : await StartContainerAsync(cancellationToken),
            _ => throw new InvalidOperationException(
                $"{Variable} is '{choice}': it must be container, local or a connection string."
            ),
        };
        await TestContext.Progress.WriteLineAsync($"Integration tests use {server.Description}.");
        return server;
    }

    public ValueTask DisposeAsync() => _owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<PostgresServer> StartContainerAsync(CancellationToken cancellationToken)
    {
        await DockerEngine.ConfigureTestcontainersAsync(cancellationToken);
        var container = new PostgreSqlBuilder(Image)
            .WithDatabase("postgres")
            .WithTmpfsMount("/var/lib/postgresql/data")
            .WithCommand(s_settings)
            .Build();
        try
        {
            await container.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await container.DisposeAsync();
            throw new InvalidOperationException(
                $"The container {Image} does not start ({e.Message}): run docker/postgres/engine.sh start and "
                    + $"docker/postgres/build-image.sh, or set {Variable}=local.",
                e
            );
        }

        return new PostgresServer(await ReachAsync(container, cancellationToken), $"the container {Image}", container);
    }

    /// <summary>
    /// By the container's own address where that can be reached, as on Linux: a published port is served by a process that copies
    /// every byte, and takes a twentieth of the run.
    /// </summary>
    private static async Task<string> ReachAsync(PostgreSqlContainer container, CancellationToken cancellationToken)
    {
        var published = container.GetConnectionString();
        var direct = new NpgsqlConnectionStringBuilder(published)
        {
            Host = container.IpAddress,
            Port = PostgreSqlBuilder.PostgreSqlPort,
        }.ConnectionString;
        await using var connection = new NpgsqlConnection(direct + ";Pooling=false;Timeout=2");
        try
        {
            await connection.OpenAsync(cancellationToken);
            return direct;
        }
        catch (NpgsqlException)
        {
            return published;
        }
    }

    private static async Task<PostgresServer> StartLocalAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(RepositoryRoot(), ".data", "test-postgres");
        var local = await LocalPostgres.StartAsync(
            new LocalPostgresOptions(folder, Durable: false),
            TestContext.Progress,
            cancellationToken
        );
        if (local.IsOwner)
        {
            await DropLeftoversAsync(local.ConnectionString, cancellationToken);
        }
        return new PostgresServer(local.ConnectionString, $"a private cluster in {folder}", local);
    }

    /// <summary>The databases of runs that were killed. Who has just started the server shares it with nobody yet.</summary>
    private static async Task DropLeftoversAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        List<string> names = [];
        await using (
            var list = new NpgsqlCommand(
                @"select datname from pg_database where datname ~ '^test_[0-9a-f]+$'",
                connection
            )
        )
        await using (var reader = await list.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                names.Add(reader.GetString(0));
            }
        }
        foreach (var name in names)
        {
            await using var drop = new NpgsqlCommand($"drop database {name} with (force)", connection);
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AiWebBuilder.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository.");
    }
}
