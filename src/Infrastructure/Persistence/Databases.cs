using System.Globalization;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>
/// The connection pools of this process, one for each database role. Neither role bypasses row-level security; the tenant is
/// set inside each transaction, so that a transaction-pooling proxy never carries it over to the next client.
/// </summary>
public sealed class Databases : IAsyncDisposable
{
    /// <summary>
    /// Npgsql's own default of 100 for each pool lets a single node use up a server's default of 100 connections. These let two
    /// nodes and a migration run beside each other.
    /// </summary>
    internal const int AppPool = 32;

    /// <summary>Visitors' pages come from memory; two writers take the events.</summary>
    internal const int PublicPool = 12;

    /// <summary>All who wait share one.</summary>
    internal const int ListenPool = 1;

    /// <summary>
    /// A session carries nothing from one transaction to the next, as behind a transaction-pooling proxy. The <c>DISCARD ALL</c> that
    /// Npgsql sends before a connection is used again would only throw away the plans of every function, to be made once more.
    /// </summary>
    private const string Stateless = "No Reset On Close=true";

    internal const string ListeningName = "aiwebbuilder listening";

    /// <summary>Who listens is reset, which ends its listening.</summary>
    private const string Named = $"Application Name={ListeningName}";

    /// <param name="listen">Null where nothing stands between this process and PostgreSQL: the app's own will do.</param>
    public Databases(string app, string @public, string? listen = null)
    {
        App = Pool(app, AppPool, Stateless).EnableDynamicJson().Build();
        Public = Pool(@public, PublicPool, Stateless).Build();
        Listening = Pool(listen ?? app, ListenPool, Named).Build();
    }

    /// <summary>Signed-in requests and background work.</summary>
    public NpgsqlDataSource App { get; }

    /// <summary>Published pages, the marketplace and event ingestion.</summary>
    public NpgsqlDataSource Public { get; }

    /// <summary>Connections that hear notifications; they bypass a pooler, which knows no sessions.</summary>
    public NpgsqlDataSource Listening { get; }

    /// <summary>The first command of a batch that works on an account's rows.</summary>
    public static NpgsqlBatchCommand AsTenant(Guid accountId) =>
        new("select set_config('app.user_id', $1, true)")
        {
            Parameters = { new NpgsqlParameter { Value = accountId.ToString() } },
        };

    /// <summary>The first command of a batch that works on the rows of background tables of all accounts.</summary>
    public static NpgsqlBatchCommand AsSystem() => new("select set_config('app.scope', 'system', true)");

    /// <summary>
    /// Of two values for one setting the later counts, so that a connection string that states its own keeps it. The schema uses none
    /// but PostgreSQL's own types, which Npgsql knows: it need not read the server's at every start.
    /// </summary>
    private static NpgsqlDataSourceBuilder Pool(string connectionString, int size, string more)
    {
        NpgsqlDataSourceBuilder builder = new(
            string.Create(CultureInfo.InvariantCulture, $"Maximum Pool Size={size};{more};{connectionString}")
        );
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(enable: false));
        return builder;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Public.DisposeAsync();
        await Listening.DisposeAsync();
    }
}
