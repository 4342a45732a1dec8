using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Npgsql;

namespace AiWebBuilder.IntegrationTests;

/// <summary>The real host on a database of its own; one for all tests that do not need to break it.</summary>
[SetUpFixture]
internal sealed class App
{
    private static PostgresServer? server;
    private static Host? host;

    /// <summary>The running product.</summary>
    public static Host Current => host ?? throw new InvalidOperationException("The set-up has not run.");

    /// <summary>A second host on an empty database of its own, for tests that look at all rows or break something.</summary>
    public static Task<Host> StartAnotherAsync() =>
        Host.StartAsync(server?.ConnectionString ?? throw new InvalidOperationException("The set-up has not run."));

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        server = await PostgresServer.StartAsync(CancellationToken.None);
        host = await Host.StartAsync(server.ConnectionString);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }
        if (server is not null)
        {
            await Host.DropTemplatesAsync(server.ConnectionString);
            await server.DisposeAsync();
        }
    }
}

/// <summary>One host and its database.</summary>
internal sealed class Host : WebApplicationFactory<Program>
{
    /// <summary>Migrated once for each owner; a copy of its files takes a fraction of the time.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new(StringComparer.Ordinal);

    private readonly string superuser;
    private readonly string owner;
    private readonly string keyPath;

    private Host(string superuser, string owner, string keyPath) =>
        (this.superuser, this.owner, this.keyPath) = (superuser, owner, keyPath);

    /// <summary>The owner's connection string of this host's database.</summary>
    public string Owner => owner;

    /// <summary>The key that signs this host's tokens, for nodes that must believe them.</summary>
    public string KeyPath => keyPath;

    /// <summary>Settings of this host beside those of all tests, from before its first use.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Where this host's mails are written.</summary>
    public string MailFolder => Path.ChangeExtension(keyPath, "mails");

    /// <param name="owner">Makes, migrates and owns the database.</param>
    /// <param name="superuser">Drops it in the end; null: the owner can.</param>
    public static async Task<Host> StartAsync(string owner, string? superuser = null)
    {
        var template = Templates.GetOrAdd(owner, one => new Lazy<Task<string>>(() => MakeTemplateAsync(one)));
        var name = NewName();
        await ExecuteAloneAsync(owner, $"create database {name} template {await template.Value} strategy file_copy");
        var keyFile = Path.Combine(Path.GetTempPath(), $"{name}.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(keyFile, key.ExportECPrivateKeyPem());
        return new Host(superuser ?? owner, WithDatabase(owner, name), keyFile);
    }

    /// <summary>For the end of the run.</summary>
    public static async Task DropTemplatesAsync(string superuser)
    {
        foreach (var template in Templates.Values)
        {
            await ExecuteAloneAsync(superuser, $"drop database if exists {await template.Value}");
        }
    }

    /// <summary>The database goes with its host: what a run leaves behind would add up.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await using (var pooled = new NpgsqlConnection(owner))
        {
            NpgsqlConnection.ClearPool(pooled);
        }
        File.Delete(keyPath);
        if (Directory.Exists(MailFolder))
        {
            Directory.Delete(MailFolder, recursive: true);
        }
        var name = new NpgsqlConnectionStringBuilder(owner).Database;
        await ExecuteAloneAsync(superuser, $"drop database if exists {name} with (force)");
    }

    private static async Task<string> MakeTemplateAsync(string owner)
    {
        var name = NewName();
        await ExecuteAloneAsync(owner, $"create database {name}");
        // Nobody may be connected to a database that is copied.
        var connection = WithDatabase(owner, name) + ";Pooling=false";
        await new DatabaseMigrator(DatabaseConnections.Derive(connection)).MigrateAsync(null, CancellationToken.None);
        return name;
    }

    private static string NewName() => $"test_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    /// <summary>Prepared, as docs/operations/database.md allows where no pooler is in between: a fifth of the server's time in a run.</summary>
    private static string WithDatabase(string connection, string name) =>
        new NpgsqlConnectionStringBuilder(connection)
        {
            Database = name,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
        }.ConnectionString + ";Server Compatibility Mode=NoTypeLoading";

    private static Task ExecuteAloneAsync(string connection, string sql) =>
        ExecuteAsync(connection + ";Pooling=false", sql);

    /// <summary>Pooled: a new backend for each statement spends more on its catalogue than on the answer.</summary>
    public static async Task ExecuteAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A client signed in as a new account's owner.</summary>
    /// <param name="limited">Within a new account's limits; else they are out of a test's way.</param>
    public async Task<HttpClient> SignedInAsync(string? email = null, bool limited = false)
    {
        var client = CreateClient();
        using var answer = await client.PostAsJsonAsync(
            "/v1/auth/register",
            new
            {
                email = email ?? $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@example.com",
                password = "a long enough password",
                name = "Test Person",
            }
        );
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>();
        if (!limited)
        {
            await ExecuteAsync(owner, $"update users set comped_tier = 'agency' where id = '{body!["user"]!["id"]}'");
        }
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            body!["accessToken"]!.GetValue<string>()
        );
        return client;
    }

    /// <summary>Runs statements as the database's owner.</summary>
    public Task ExecuteAsync(string sql) => ExecuteAsync(owner, sql);

    /// <summary>One value from the database, as its owner.</summary>
    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The first column of the rows that the owner gets.</summary>
    public async Task<List<T>> ListAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<T> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(await reader.GetFieldValueAsync<T>(0));
        }
        return rows;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        // As in Development, where a service that cannot be made keeps the product from starting.
        builder.UseDefaultServiceProvider(options => (options.ValidateScopes, options.ValidateOnBuild) = (true, true));
        // Those that stand behind a real socket run beside each other.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.UseSetting("ConnectionStrings:Postgres", owner);
        builder.UseSetting("Tokens:SigningKeyPath", keyPath);
        builder.UseSetting("Passwords:Cost", "4");
        builder.UseSetting("Mail:Folder", MailFolder);
        builder.UseSetting("Jobs:PollInterval", "00:00:00.5");
        // One network address sends all of the suite's requests.
        builder.UseSetting("RateLimits:AuthPerMinute", "1000000");
        builder.UseSetting("RateLimits:AiPerMinute", "1000000");
        builder.UseSetting("RateLimits:InvitationsPerMinute", "1000000");
        builder.UseSetting("RateLimits:ExportsPerMinute", "1000000");
        builder.UseSetting("RateLimits:IngestionPerMinute", "1000000");
        builder.UseSetting("RateLimits:RequestsPerMinute", "1000000");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }
    }
}
