using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Api;
using AiWebBuilder.Infrastructure.Persistence.Postgres;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AiWebBuilder.Benchmarks;

/// <summary>A private PostgreSQL, the real host on loopback Kestrel, a host for the twins, and something to read.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const int Clients = 32;
    public const string Slug = "benchmark";

    private readonly List<IAsyncDisposable> parts = [];
    private readonly string folder = Directory.CreateTempSubdirectory("aiwebbuilder-bench-").FullName;

    private Stage() { }

    /// <summary>As the database's owner, whom no row-level security slows.</summary>
    public NpgsqlDataSource Owner { get; private set; } = null!;

    public Uri Product { get; private set; } = null!;

    /// <summary>Where the twins answer.</summary>
    public Uri Twins { get; private set; } = null!;

    public HttpMessageInvoker Http { get; } =
        new(
            new SocketsHttpHandler
            {
                UseCookies = false,
                UseProxy = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            }
        );

    public string Token { get; private set; } = "";

    public Guid UserId { get; private set; }

    public Guid CampaignId { get; private set; }

    /// <summary>What visitors get, 30 kB.</summary>
    public string Html { get; private set; } = "";

    public static async Task<Stage> SetAsync(CancellationToken cancellationToken)
    {
        var stage = new Stage();
        try
        {
            await stage.StartProductAsync(cancellationToken);
            await stage.StartTwinsAsync(cancellationToken);
            await stage.FillAsync(cancellationToken);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>A request to the product as the signed-in account.</summary>
    public HttpRequestMessage Get(string path) =>
        new(HttpMethod.Get, new Uri(Product, path))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) },
        };

    /// <summary>A request to a twin.</summary>
    public HttpRequestMessage GetTwin(string path) => new(HttpMethod.Get, new Uri(Twins, path));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (parts[i] is IHost host)
            {
                await host.StopAsync();
            }
            await parts[i].DisposeAsync();
        }
        // As root the cluster stands outside the folder, which only its owner may enter.
        LocalPostgres.Delete(Path.Combine(folder, "postgres"));
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartProductAsync(CancellationToken cancellationToken)
    {
        var postgres = await LocalPostgres.StartAsync(
            new LocalPostgresOptions(Path.Combine(folder, "postgres")),
            Console.Out,
            cancellationToken
        );
        parts.Add(postgres);
        // Three pools of this size stay below the cluster's 100 connections.
        var owner = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { MaxPoolSize = 24 }.ConnectionString;
        var connections = DatabaseConnections.Derive(owner);
        await new DatabaseMigrator(connections).MigrateAsync(target: null, cancellationToken);
        Owner = NpgsqlDataSource.Create(owner);
        parts.Add(Owner);

        var keyFile = Path.Combine(folder, "signing-key.pem");
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            await File.WriteAllTextAsync(keyFile, key.ExportECPrivateKeyPem(), cancellationToken);
        }
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Benchmark", ApplicationName = "AiWebBuilder.Api" }
        );
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Tokens:SigningKeyPath"] = keyFile;
        builder.Configuration["Tokens:AccessTokenSeconds"] = "3600";
        builder.Configuration["Serilog:MinimumLevel:Default"] = "Warning";
        // One account sends all the load: what is measured is the road, not the gate.
        builder.Configuration["RateLimits:RequestsPerMinute"] = "100000000";
        builder.Configuration["RateLimits:IngestionPerMinute"] = "100000000";
        builder.Configuration["RateLimits:AuthPerMinute"] = "100000000";
        builder.Configuration["Mail:Folder"] = Path.Combine(folder, "mail");
        var product = ApiHost.Build(builder, connections);
        parts.Add(product);
        await product.StartAsync(cancellationToken);
        Product = new Uri(product.Urls.First());
    }

    private async Task StartTwinsAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var twins = builder.Build();
        RawTwins.Map(twins, this);
        parts.Add(twins);
        await twins.StartAsync(cancellationToken);
        Twins = new Uri(twins.Urls.First());
    }

    /// <summary>One account with 200 campaigns, the newest of which has eight components and is published.</summary>
    private async Task FillAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Product };
        using var registered = await client.PostAsJsonAsync(
            "/v1/auth/register",
            new
            {
                email = "bench@example.com",
                password = "a long enough password",
                name = "Bench",
            },
            cancellationToken
        );
        var signedIn = (await registered.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
        Token = signedIn["accessToken"]!.GetValue<string>();
        UserId = signedIn["user"]!["id"]!.GetValue<Guid>();
        Html =
            "<!doctype html><title>Benchmark</title>"
            + string.Concat(
                Enumerable
                    .Range(0, 300)
                    .Select(i =>
                        $"<p>Paragraph {i} of a page that sells a course in {i % 7} parts, at a price of {i * 3} EUR.</p>\n"
                    )
            );
        Html += new string(' ', Math.Max(0, 30_000 - Html.Length));

        // No plan's count of calls is the measure here.
        await using var fill = Owner.CreateCommand(
            """
            with comped as (update users set comped_tier = 'agency' where id = $1)
            insert into campaigns (id, user_id, name, type, description, target_audience, business_type, goals, created_at)
            select gen_random_uuid(), $1, 'Campaign ' || i, 'landing_page', repeat('A short description. ', 8), 'People near by',
                'bakery', '["Orders", "Visits"]', now() - make_interval(mins => 200 - i)
            from generate_series(1, 200) i
            """
        );
        fill.Parameters.AddWithValue(UserId);
        await fill.ExecuteNonQueryAsync(cancellationToken);
        await using var newest = Owner.CreateCommand("select id from campaigns order by created_at desc limit 1");
        CampaignId = (Guid)(await newest.ExecuteScalarAsync(cancellationToken))!;

        await using var batch = Owner.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                insert into campaign_components (campaign_id, user_id, name, component_type, code, css_styles, props, sort_order)
                select $1, $2, 'Section ' || i, 'hero_section', repeat('<p>Words of a section.</p>', 8), repeat('.a{color:red}', 8),
                    '{"heading": "Welcome", "text": "To the bakery"}', i
                from generate_series(1, 8) i
                """
            )
            {
                Parameters =
                {
                    new() { Value = CampaignId },
                    new() { Value = UserId },
                },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("insert into publications (campaign_id, user_id, slug) values ($1, $2, $3)")
            {
                Parameters =
                {
                    new() { Value = CampaignId },
                    new() { Value = UserId },
                    new() { Value = Slug },
                },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                "insert into published_pages (campaign_id, user_id, page, html, etag) values ($1, $2, 'index', $3, $4)"
            )
            {
                Parameters =
                {
                    new() { Value = CampaignId },
                    new() { Value = UserId },
                    new() { Value = Html },
                    new()
                    {
                        Value = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Html)), 0, 16)}\"",
                    },
                },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("update campaigns set status = 'launched' where id = $1")
            {
                Parameters = { new() { Value = CampaignId } },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await using var analyze = Owner.CreateCommand("vacuum analyze");
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }
}
