using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>
/// The connection pools of this process, one for each database role. Neither role bypasses row-level security; the tenant is
/// set inside each transaction, so that a transaction-pooling proxy never carries it over to the next client.
/// </summary>
public sealed class Databases : IAsyncDisposable
{
    public Databases(string app, string @public)
    {
        App = new NpgsqlDataSourceBuilder(app).EnableDynamicJson().Build();
        Public = new NpgsqlDataSourceBuilder(@public).Build();
    }

    /// <summary>Signed-in requests and background work.</summary>
    public NpgsqlDataSource App { get; }

    /// <summary>Published pages, the marketplace and event ingestion.</summary>
    public NpgsqlDataSource Public { get; }

    /// <summary>The first command of a batch that works on an account's rows.</summary>
    public static NpgsqlBatchCommand AsTenant(Guid accountId) =>
        new("select set_config('app.user_id', $1, true)")
        {
            Parameters = { new NpgsqlParameter { Value = accountId.ToString() } },
        };

    /// <summary>The first command of a batch that works on the rows of background tables of all accounts.</summary>
    public static NpgsqlBatchCommand AsSystem() => new("select set_config('app.scope', 'system', true)");

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Public.DisposeAsync();
    }
}
