using System.Security.Cryptography;
using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Postgres;
using AiWebBuilder.Infrastructure.Persistence.Schema;

namespace AiWebBuilder.Api.Cli;

/// <summary>Where a command finds its database and its keys.</summary>
internal static class Database
{
    /// <summary>An operator's command that serves nobody: its settings lie beside the program, as the server's do.</summary>
    public static HostApplicationBuilder CommandBuilder() =>
        Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings
            {
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = EnvironmentOfCommand(),
            }
        );

    /// <summary>
    /// The environment that the server's variable says. Where nothing says it and no database is named, whoever works in a checkout means
    /// the private cluster of ./dev run.
    /// </summary>
    public static string? EnvironmentOfCommand()
    {
        var said = Variable("ASPNETCORE_ENVIRONMENT") ?? Variable("DOTNET_ENVIRONMENT");
        return
            said is null
            && Variable("ConnectionStrings__Postgres") is null
            && CheckoutOf(AppContext.BaseDirectory) is not null
            ? Environments.Development
            : said;

        static string? Variable(string name) =>
            Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>The private cluster of a development machine; null when a connection string is given.</summary>
    public static async Task<LocalPostgres?> LocalIfNeededAsync(
        IHostApplicationBuilder builder,
        CancellationToken cancellationToken
    ) =>
        builder.Configuration.GetConnectionString("Postgres") is { Length: > 0 } || !builder.Environment.IsDevelopment()
            ? null
            : await LocalPostgres.StartAsync(
                new LocalPostgresOptions(Path.Combine(DataFolder(builder), "postgres")),
                Console.Out,
                cancellationToken
            );

    /// <exception cref="LocalPostgresException">Nothing is configured, or what cannot be read.</exception>
    public static DatabaseConnections ConnectionsOf(IConfiguration configuration, LocalPostgres? local)
    {
        var owner =
            configuration.GetConnectionString("Postgres") is { Length: > 0 } given ? given
            : local is not null ? local.ConnectionString
            : throw new LocalPostgresException(
                "Outside Development the database must be given: set ConnectionStrings__Postgres."
            );
        try
        {
            return DatabaseConnections.Derive(
                owner,
                configuration.GetConnectionString("PostgresApp"),
                configuration.GetConnectionString("PostgresPublic")
            ) with
            {
                Listen = configuration.GetConnectionString("PostgresListen"),
            };
        }
        catch (ArgumentException malformed)
        {
            throw new LocalPostgresException(
                $"ConnectionStrings__Postgres is no connection string ({malformed.Message.TrimEnd('.')}): write it like "
                    + "Host=127.0.0.1;Username=postgres;Password=...;Database=aiwebbuilder.",
                malformed
            );
        }
    }

    /// <summary>
    /// Work during which a private cluster may run out of disk: who asked learns that, and not what broke because of it. The
    /// work is ended then, because what is tried again and again never gets to say so.
    /// </summary>
    /// <exception cref="LocalPostgresException">The disk is full.</exception>
    public static async Task<T> WatchDiskAsync<T>(
        LocalPostgres? local,
        Func<CancellationToken, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        if (local is null)
        {
            return await work(cancellationToken);
        }
        using var full = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        var working = work(full.Token);
        var watching = WatchAsync();
        try
        {
            return await working;
        }
        catch (Exception failure) when (DatabaseFailures.IsDiskFull(failure) || local.SaysThatDiskIsFull())
        {
            throw local.DiskIsFull(failure);
        }
        finally
        {
            await full.CancelAsync();
            await watching;
        }

        async Task WatchAsync()
        {
            try
            {
                while (await timer.WaitForNextTickAsync(full.Token))
                {
                    if (local.SaysThatDiskIsFull())
                    {
                        await full.CancelAsync();
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The work has ended.
            }
        }
    }

    /// <summary>Outside Development the key is given; here one is made, once.</summary>
    public static void EnsureSigningKey(IHostApplicationBuilder builder)
    {
        if (builder.Configuration["Tokens:SigningKeyPath"] is { Length: > 0 } given)
        {
            if (!File.Exists(given))
            {
                throw new LocalPostgresException(
                    $"There is no file {given}: set Tokens__SigningKeyPath to a PEM file (EC P-256)."
                );
            }
            return;
        }
        if (!builder.Environment.IsDevelopment())
        {
            throw new LocalPostgresException(
                "Outside Development the signing key must be given: set Tokens__SigningKeyPath to a PEM file (EC P-256)."
            );
        }
        var path = Path.Combine(DataFolder(builder), "signing-key.pem");
        // A start that was cut short, or a full disk, may have left an empty one.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            using var writer = new StreamWriter(path + ".new", options);
            writer.Write(key.ExportECPrivateKeyPem());
            writer.Close();
            File.Move(path + ".new", path, overwrite: true);
        }
        builder.Configuration["Tokens:SigningKeyPath"] = path;
    }

    /// <summary><c>.data</c> beside the solution, or in the working folder where there is none.</summary>
    private static string DataFolder(IHostApplicationBuilder builder) =>
        Path.Combine(CheckoutOf(builder.Environment.ContentRootPath) ?? Directory.GetCurrentDirectory(), ".data");

    private static string? CheckoutOf(string place)
    {
        var folder = new DirectoryInfo(place);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AiWebBuilder.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName;
    }
}
