using System.Diagnostics;
using System.Security.Cryptography;
using AiWebBuilder.Infrastructure.Persistence;

namespace AiWebBuilder.Api.Cli;

/// <summary>Starts the server. In Development it brings a database along; elsewhere it takes only what it is told.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Builder(args);
        try
        {
            await using var local = await Database.LocalIfNeededAsync(builder, CancellationToken.None);
            var connections = Database.ConnectionsOf(builder.Configuration, local);
            if (local is not null)
            {
                await new DatabaseMigrator(connections).MigrateAsync(target: null, CancellationToken.None);
            }
            Database.EnsureSigningKey(builder);
            await using var app = ApiHost.Build(builder, connections);
            await app.StartAsync();
            if (app.Environment.IsDevelopment())
            {
                Welcome(app);
            }
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (LocalPostgresException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (IOException failure) when (failure.Message.Contains("address already in use", StringComparison.Ordinal))
        {
            await Console.Error.WriteLineAsync(
                "The port is taken by another program: end it, or choose another with --port."
            );
            return 1;
        }
    }

    /// <summary>Its settings lie beside the program, wherever it is started from.</summary>
    internal static WebApplicationBuilder Builder(string[] args) =>
        WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );

    private static void Welcome(WebApplication app)
    {
        var address = app.Urls.First();
        using var self = Process.GetCurrentProcess();
        var since = TimeProvider.System.GetLocalNow().LocalDateTime - self.StartTime;
        Console.WriteLine($"AiWebBuilder is ready after {since.TotalSeconds:0.0} s.");
        Console.WriteLine($"  API        {address}/v1");
        Console.WriteLine($"  reference  {address}/docs");
        Console.WriteLine("Offline generator: the real pipeline, a template writer, a nominal cost. No key is needed.");
    }
}

/// <summary>Where a command finds its database and its keys.</summary>
internal static class Database
{
    /// <summary>The private cluster of a development machine; null when a connection string is given.</summary>
    public static async Task<LocalPostgres?> LocalIfNeededAsync(
        WebApplicationBuilder builder,
        CancellationToken cancellationToken
    ) =>
        builder.Configuration.GetConnectionString("Postgres") is { Length: > 0 } || !builder.Environment.IsDevelopment()
            ? null
            : await LocalPostgres.StartAsync(
                new LocalPostgresOptions(Path.Combine(DataFolder(builder), "postgres")),
                Console.Out,
                cancellationToken
            );

    /// <exception cref="LocalPostgresException">Nothing is configured.</exception>
    public static DatabaseConnections ConnectionsOf(IConfiguration configuration, LocalPostgres? local)
    {
        var owner =
            configuration.GetConnectionString("Postgres") is { Length: > 0 } given ? given
            : local is not null ? local.ConnectionString
            : throw new LocalPostgresException(
                "Outside Development the database must be given: set ConnectionStrings__Postgres."
            );
        return DatabaseConnections.Derive(
            owner,
            configuration.GetConnectionString("PostgresApp"),
            configuration.GetConnectionString("PostgresPublic")
        );
    }

    /// <summary>Outside Development the key is given; here one is made, once.</summary>
    public static void EnsureSigningKey(WebApplicationBuilder builder)
    {
        if (builder.Configuration["Tokens:SigningKeyPath"] is { Length: > 0 })
        {
            return;
        }
        if (!builder.Environment.IsDevelopment())
        {
            throw new LocalPostgresException(
                "Outside Development the signing key must be given: set Tokens__SigningKeyPath to a PEM file (EC P-256)."
            );
        }
        var path = Path.Combine(DataFolder(builder), "signing-key.pem");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            File.WriteAllText(path, key.ExportECPrivateKeyPem());
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        builder.Configuration["Tokens:SigningKeyPath"] = path;
    }

    /// <summary><c>.data</c> beside the solution, or in the working folder where there is none.</summary>
    private static string DataFolder(WebApplicationBuilder builder)
    {
        for (
            var folder = new DirectoryInfo(builder.Environment.ContentRootPath);
            folder is not null;
            folder = folder.Parent
        )
        {
            if (File.Exists(Path.Combine(folder.FullName, "AiWebBuilder.sln")))
            {
                return Path.Combine(folder.FullName, ".data");
            }
        }
        return Path.Combine(Directory.GetCurrentDirectory(), ".data");
    }
}
