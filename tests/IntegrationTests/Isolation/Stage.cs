using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Schema;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Isolation;

/// <summary>
/// A database with two accounts, each with one of everything, on which nothing works in the background any more: what changes
/// afterwards was changed by a request.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>Stands in A's texts and nowhere else.</summary>
    public const string Marker = "zq7victimwords";

    private readonly Nodes nodes;
    private WebApplicationFactory<Program>? node;

    private Stage(Nodes nodes, Tenant victim, Tenant attacker, int marked) =>
        (this.nodes, Victim, Attacker, MarkedColumns) = (nodes, victim, attacker, marked);

    /// <summary>A.</summary>
    public Tenant Victim { get; }

    /// <summary>B.</summary>
    public Tenant Attacker { get; }

    /// <summary>How many columns of A's rows bear the marker.</summary>
    public int MarkedColumns { get; }

    public Host Database => nodes.Database;

    public static async Task<Stage> SetAsync()
    {
        var database = await Nodes.CreateAsync();
        // Disposed of before the attacks: its meters are then written, and its jobs and events done.
        await using var maker = database.Start();
        var victim = await Tenant.SeedAsync(database, maker.CreateClient(), Marker);
        var attacker = await Tenant.SeedAsync(database, maker.CreateClient(), "bystander");
        await database.WaitUntilAsync(
            """
            select where not exists (select from outbox_events where delivered_at is null and dead_at is null)
                and not exists (select from job_queue where status in ('pending', 'processing', 'retrying'))
            """
        );
        await maker.StopAsync();
        await database.ExecuteAsync(RowsWithoutApi(victim.Account, Marker));
        var marked = await TenantState.MarkAsync(database, victim.Account, Marker);
        return new(database, victim, attacker, marked);
    }

    /// <summary>A node to attack, and B's client of it.</summary>
    public HttpClient StartNode(Action<IServiceCollection>? services = null)
    {
        node = nodes.Start(services, ("Jobs:Enabled", "false"));
        return node.SignedInLike(Attacker.Client);
    }

    /// <summary>The ids of all of A's rows, and of nothing that both may see.</summary>
    public async Task<IEnumerable<string>> IdsOfVictimAsync()
    {
        var tables = await Database.ListAsync<string>(TenantState.Tables);
        var ids = tables.Select(table =>
            $"select to_jsonb(t) ->> 'id' from {table} t where {(table == "users" ? "t.id" : "t.user_id")} = '{Victim.Account}'"
        );
        return await Database.ListAsync<string>(
            $"select id from ({string.Join(" union all ", ids)}) ids (id) where id is not null"
        );
    }

    public IServiceProvider Services => node!.Services;

    public Task ExecuteAsync(string sql) => nodes.ExecuteAsync(sql);

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            await node.DisposeAsync();
        }
        await nodes.DisposeAsync();
    }

    /// <summary>One row in each table that no operation fills; the account itself is there already.</summary>
    public static string RowsWithoutApi(Guid account, string name)
    {
        var rows = SampleRows.Insert(account, name);
        var rest = rows[(rows.IndexOf(";\n", StringComparison.Ordinal) + 1)..];
        // What has been delivered and what has not run out is left alone by the background.
        return $"""
            {rest}
            update outbox_events set delivered_at = now() where user_id = '{account}' and delivered_at is null;
            update idempotency_keys set expires_at = now() + interval '1 day' where user_id = '{account}';
            """;
    }
}
