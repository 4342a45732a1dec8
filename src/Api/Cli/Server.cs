using AiWebBuilder.Infrastructure.Persistence.Postgres;
using AiWebBuilder.Infrastructure.Persistence.Schema;

namespace AiWebBuilder.Api.Cli;

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
