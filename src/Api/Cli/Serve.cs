using System.Diagnostics;
using System.Security.Cryptography;
using AiWebBuilder.Api.Demo;
using AiWebBuilder.Infrastructure.Persistence;

namespace AiWebBuilder.Api.Cli;

/// <summary>Starts the server. In Development it brings a database along; elsewhere it takes only what it is told.</summary>
internal static class Serve
{
    public static Task<int> RunAsync(string[] args) =>
        Failures.ExplainAsync(async () =>
        {
            await using var server = await Server.StartAsync(Builder(args), CancellationToken.None);
            if (server.App.Environment.IsDevelopment())
            {
                var demo = await DemoAccount.EnsureAsync(server.App, TimeProvider.System, CancellationToken.None);
                Welcome(server.App, demo);
            }
            await server.App.WaitForShutdownAsync();
        });

    /// <summary>Its settings lie beside the program, wherever it is started from.</summary>
    internal static WebApplicationBuilder Builder(string[] args) =>
        WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );

    private static void Welcome(WebApplication app, bool demo)
    {
        var address = app.Urls.First();
        using var self = Process.GetCurrentProcess();
        var since = TimeProvider.System.GetLocalNow().LocalDateTime - self.StartTime;
        Console.WriteLine($"AiWebBuilder is ready after {since.TotalSeconds:0.0} s.");
        Console.WriteLine($"  API        {address}/v1");
        Console.WriteLine($"  reference  {address}/docs");
        if (!demo)
        {
            return;
        }
        Console.WriteLine(
            $"  demo login {DemoAccount.Email} / {DemoAccount.Password} (two campaigns; their traffic is simulated)"
        );
        Console.WriteLine("Three commands to try:");
        Console.WriteLine(
            $$"""
              TOKEN=$(curl -s {{address}}/v1/auth/login -H 'Content-Type: application/json' \
                -d '{"email":"{{DemoAccount.Email}}","password":"{{DemoAccount.Password}}"}' | sed -E 's/.*"accessToken":"([^"]+)".*/\1/')
              curl -s {{address}}/v1/campaigns -H "Authorization: Bearer $TOKEN"
              ./dev demo samples/briefs/webinar-funnel.json
            """
        );
    }
}

/// <summary>The server with what it brought along.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly LocalPostgres? ownCluster;

    private Server(WebApplication app, LocalPostgres? ownCluster) => (App, this.ownCluster) = (app, ownCluster);

    public WebApplication App { get; }

    /// <summary>Finds or makes the database, migrates a private one, and starts to listen.</summary>
    /// <exception cref="LocalPostgresException">There is no database to be had.</exception>
    public static async Task<Server> StartAsync(WebApplicationBuilder builder, CancellationToken cancellationToken)
    {
        var local = await Database.LocalIfNeededAsync(builder, cancellationToken);
        try
        {
            var connections = Database.ConnectionsOf(builder.Configuration, local);
            if (builder.Environment.IsDevelopment())
            {
                await new DatabaseMigrator(connections).MigrateAsync(target: null, cancellationToken);
            }
            Database.EnsureSigningKey(builder);
            var app = ApiHost.Build(builder, connections);
            await app.StartAsync(cancellationToken);
            return new Server(app, local);
        }
        catch
        {
            if (local is not null)
            {
                await local.DisposeAsync();
            }
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Work that is under way is handed back while the database still answers.
        await App.StopAsync();
        await App.DisposeAsync();
        if (ownCluster is not null)
        {
            await ownCluster.DisposeAsync();
        }
    }
}

/// <summary>Turns the failures that a person can put right into one sentence on the error output.</summary>
internal static class Failures
{
    /// <returns>The exit code: 0, or 1 after a failure.</returns>
    public static async Task<int> ExplainAsync(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception failure) when (failure is LocalPostgresException or ProductRefusedException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
        }
        catch (IOException failure) when (failure.Message.Contains("address already in use", StringComparison.Ordinal))
        {
            await Console.Error.WriteLineAsync(
                "The port is taken by another program: end it, or choose another with --port."
            );
        }
        return 1;
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
