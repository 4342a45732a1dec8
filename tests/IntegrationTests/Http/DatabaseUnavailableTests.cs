using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Http;

/// <summary>A database that is away for a moment is no fault of the request's, nor of this server's code.</summary>
internal sealed class DatabaseUnavailableTests
{
    [Test]
    public async Task Requests_are_answered_503_while_the_database_refuses_and_as_ever_when_it_no_longer_does()
    {
        await using var host = await App.StartAnotherAsync();
        using var client = await host.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        await using var owner = NpgsqlDataSource.Create(host.Owner);
        var name = new NpgsqlConnectionStringBuilder(host.Owner).Database;
        await ExecuteAsync(owner, $"alter database {name} connection limit 0");
        // The limit is for new connections, and none for the superuser.
        await ExecuteAsync(
            owner,
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and pid <> pg_backend_pid()"
        );

        for (var time = 0; time < 3; time++)
        {
            await ShouldBeUnavailableAsync(await client.GetAsync("/v1/campaigns"));
            await ShouldBeUnavailableAsync(await client.PostAsync($"/v1/campaigns/{campaign}/generations", null));
            await ShouldBeUnavailableAsync(
                await client.PostAsJsonAsync(
                    "/v1/auth/login",
                    new { email = "nobody@example.com", password = "a long enough password" }
                )
            );
            await ShouldBeUnavailableAsync(await client.GetAsync("/p/nobodys-page"));
        }
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await ExecuteAsync(owner, $"alter database {name} connection limit -1");

        await Eventually.TrueAsync(async () => (await client.GetAsync("/v1/campaigns")).IsSuccessStatusCode);
        // The worker and the listening connection are back as well.
        (await client.GenerateAsync(campaign))["status"]!
            .GetValue<string>()
            .ShouldBe("completed");
    }

    [TestCase("53300", true)]
    [TestCase("53100", true)]
    [TestCase("57P01", true)]
    [TestCase("57P02", true)]
    [TestCase("57P03", true)]
    [TestCase("08006", true)]
    [TestCase("23505", false)]
    [TestCase("42P01", false)]
    [TestCase("57014", false)]
    public void A_refusal_counts_as_unavailable_when_time_mends_it(string state, bool unavailable)
    {
        var refusal = new PostgresException("It is refused.", "FATAL", "FATAL", state);
        DatabaseFailures.IsUnavailable(refusal).ShouldBe(unavailable);
        DatabaseFailures.IsUnavailable(new InvalidOperationException("Wrapped.", refusal)).ShouldBe(unavailable);
    }

    [Test]
    public async Task A_server_that_is_not_there_and_a_pool_without_a_free_connection_count_as_unavailable()
    {
        await using (var nobody = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={FreePort()};Username=nobody"))
        {
            var refused = await Should.ThrowAsync<NpgsqlException>(() => nobody.OpenConnectionAsync().AsTask());
            DatabaseFailures.IsUnavailable(refused).ShouldBeTrue();
        }
        await using var small = NpgsqlDataSource.Create(App.Current.Owner + ";Maximum Pool Size=1;Timeout=1");
        await using var only = await small.OpenConnectionAsync();
        var exhausted = await Should.ThrowAsync<NpgsqlException>(() => small.OpenConnectionAsync().AsTask());
        DatabaseFailures.IsUnavailable(exhausted).ShouldBeTrue();
    }

    [Test]
    public async Task Two_nodes_and_a_migration_fit_into_a_servers_default_of_100_connections_unless_told_otherwise()
    {
        (2 * (Databases.AppPool + Databases.PublicPool + Databases.ListenPool) + 1).ShouldBeLessThanOrEqualTo(97);
        await using var databases = new Databases("Host=nowhere", "Host=nowhere;MaxPoolSize=5");
        PoolOf(databases.App).ShouldBe(Databases.AppPool);
        PoolOf(databases.Public).ShouldBe(5);

        static int PoolOf(NpgsqlDataSource source) =>
            new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize;
    }

    private static async Task ShouldBeUnavailableAsync(HttpResponseMessage answer)
    {
        var document = await Answers.JsonAsync(answer, HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        document["code"]!.GetValue<string>().ShouldBe("server.database_unavailable");
        document["traceId"].ShouldNotBeNull();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
