using System.Diagnostics;
using AiWebBuilder.Api.Demo;
using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Postgres;
using AiWebBuilder.Infrastructure.Persistence.Schema;

namespace AiWebBuilder.Api.Cli;

/// <summary>Starts the server. In Development it brings a database along; elsewhere it takes only what it is told.</summary>
internal static class Serve
{
    public static Task<int> RunAsync(string[] args) =>
        Failures.ExplainAsync(async stop =>
        {
            var builder = Builder(args);
            if (!builder.Environment.IsDevelopment())
            {
                await using var production = await Server.StartAsync(builder, stop);
                await production.App.WaitForShutdownAsync(stop);
                return;
            }
            var log = new HeldLog();
            builder.Services.AddSingleton(log);
            try
            {
                await using var server = await Server.StartAsync(builder, stop);
                var demo = await server.WatchDiskAsync(
                    token => DemoAccount.EnsureAsync(server.App, Console.Out, TimeProvider.System, token),
                    stop
                );
                Welcome(server.App, demo);
                log.Release();
                await server.App.WaitForShutdownAsync(stop);
            }
            catch (Exception failure)
                when (!stop.IsCancellationRequested
                    && (failure is ProductRefusedException || Failures.Sentence(failure) is null)
                )
            {
                log.Release();
                throw;
            }
        });

    /// <summary>Its settings lie beside the program, wherever it is started from.</summary>
    /// <param name="environment">Null: as the variables say.</param>
    internal static WebApplicationBuilder Builder(string[] args, string? environment = null) =>
        WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = environment,
            }
        );

    private static void Welcome(WebApplication app, bool demo)
    {
        var address = app.Urls.First();
        using var self = Process.GetCurrentProcess();
        var since = TimeProvider.System.GetLocalNow().LocalDateTime - self.StartTime;
        Console.WriteLine($"AiWebBuilder is ready after {since.TotalSeconds:0.0} s.");
        Console.WriteLine($"  start page {address}/");
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
                await Database.WatchDiskAsync(
                    local,
                    token => new DatabaseMigrator(connections).MigrateAsync(target: null, token),
                    cancellationToken
                );
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

    /// <inheritdoc cref="Database.WatchDiskAsync"/>
    public Task<T> WatchDiskAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        Database.WatchDiskAsync(ownCluster, work, cancellationToken);

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
