using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Integrations.Calls;

/// <summary>However many nodes and connections lead to an account on a platform, its limit is one.</summary>
internal sealed class CallLimitTests
{
    private const int CallersOfNode = 8;

    /// <summary><c>./dev test integrations</c> makes ten thousand.</summary>
    private static readonly int Calls = int.Parse(
        Environment.GetEnvironmentVariable("AIWEBBUILDER_PLATFORM_CALLS") ?? "500",
        CultureInfo.InvariantCulture
    );

    private Nodes nodes = null!;
    private FakeGoHighLevel fake = null!;
    private JumpingClock clock = null!;

    [SetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        fake = await FakeGoHighLevel.StartAsync();
        clock = new JumpingClock();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await fake.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task Two_nodes_use_up_the_limit_of_one_account_and_never_pass_it()
    {
        fake.Clock = clock;
        fake.Limit = 100;
        var left = Calls;
        var began = clock.GetUtcNow();
        var callers = Task.WhenAll(
            new[] { Node(), Node() }.SelectMany(node =>
                Enumerable.Range(0, CallersOfNode).Select(_ => Task.Run(() => CallAsync(node)))
            )
        );
        await JumpUntilAsync(callers);

        fake.Refused.ShouldBe(0);
        fake.Requests.Count.ShouldBe(Calls);
        // Ten a second, and the first hundred at once. How much of what is allowed is used a busy machine does not show: the clock jumps on
        // while callers are still on their way.
        (clock.GetUtcNow() - began).TotalSeconds.ShouldBeGreaterThanOrEqualTo(Calls / 10.0 - 10.1);

        async Task CallAsync(WebApplicationFactory<Program> node)
        {
            var calls = node.Services.GetRequiredService<PlatformCalls>();
            while (Interlocked.Decrement(ref left) >= 0)
            {
                while (!await AskedAsync(calls, ConnectionOf("loc1")))
                {
                    // What a job does, which comes back later.
                }
            }
        }
    }

    [Test]
    public async Task The_platform_says_how_much_it_takes_and_how_much_others_have_used()
    {
        fake.Clock = clock;
        fake.Limit = 10;
        var calls = Node().Services.GetRequiredService<PlatformCalls>();
        await JumpUntilAsync(CallAsync(25));
        fake.Refused.ShouldBe(0);

        // Somebody else, with the same application, uses all but two.
        clock.Pass(TimeSpan.FromSeconds(11));
        using var other = new HttpClient();
        other.DefaultRequestHeaders.Add("Authorization", $"Bearer {FakeGoHighLevel.LocationToken}");
        for (var one = 0; one < 8; one++)
        {
            (await other.GetAsync(new Uri($"{fake.Url}/forms/?locationId=loc1"))).Dispose();
        }
        await JumpUntilAsync(CallAsync(5));
        fake.Refused.ShouldBe(0);

        async Task CallAsync(int count)
        {
            for (var done = 0; done < count; done++)
            {
                while (!await AskedAsync(calls, ConnectionOf("loc1"))) { }
            }
        }
    }

    [Test]
    public async Task A_day_that_is_used_up_is_not_tried_again_before_it_ends_and_holds_nobody_else_up()
    {
        var node = nodes.Start(
            services: null,
            ("Outgoing:AllowLoopback", "true"),
            ("Platforms:GoHighLevelAddress", fake.Url)
        );
        var client = await node.SignedInAsync();
        var integration = await client.ConnectedAsync(
            "gohighlevel",
            new { privateIntegrationToken = FakeGoHighLevel.LocationToken, locationId = "loc1" }
        );
        fake.DayLeft = 0;
        var sync = await client.StartSyncAsync(integration);
        await nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'integrations.sync' and status = 'pending' and scheduled_at > now() + interval '25 minutes'"
        );
        fake.Refused.ShouldBe(1);
        (await client.VerifyAsync(integration))["connectionProblem"]!.GetValue<string>().ShouldBe("rate_limited");
        fake.Refused.ShouldBe(1);
        sync["status"]!.GetValue<string>().ShouldBe("running");

        fake.DayLeft = null;
        var another = await node.SignedInAsync();
        await another.ConnectedAsync(
            "gohighlevel",
            new { privateIntegrationToken = FakeGoHighLevel.AgencyToken, locationId = "loc2" }
        );
    }

    [Test]
    public async Task Two_connections_with_the_same_credentials_have_one_limit_and_nothing_of_them_is_kept_with_it()
    {
        fake.Clock = clock;
        fake.Limit = 4;
        var calls = Node().Services.GetRequiredService<PlatformCalls>();
        await JumpUntilAsync(
            Task.WhenAll(
                Enumerable
                    .Range(0, 12)
                    .Select(async _ =>
                    {
                        while (!await AskedAsync(calls, ConnectionOf("loc1"))) { }
                    })
            )
        );
        // The first calls go before anybody knows how few there are.
        (await nodes.Database.QueryAsync<long>("select count(*) from platform_call_limits")).ShouldBe(1);
        (await nodes.Database.QueryAsync<int>("select cardinality(places) from platform_call_limits")).ShouldBe(4);
        (
            await nodes.Database.QueryAsync<string>("select to_jsonb(l)::text from platform_call_limits l")
        ).ShouldNotContain("loc1");
    }

    /// <returns>Whether it was answered; else it has to come back.</returns>
    private async Task<bool> AskedAsync(PlatformCalls calls, PlatformConnection connection)
    {
        try
        {
            var answer = await calls.AskAsync(
                connection,
                new FetchRequest(new Uri($"{fake.Url}/forms/?locationId=loc1&limit=1&skip=0"))
                {
                    Headers = new Dictionary<string, string> { ["Version"] = "2021-07-28" },
                    Credentials = new Dictionary<string, string>
                    {
                        ["Authorization"] = $"Bearer {FakeGoHighLevel.LocationToken}",
                    },
                },
                CancellationToken.None
            );
            answer.IsSuccess.ShouldBeTrue();
            return true;
        }
        catch (PlatformException limited) when (limited.RetryAfter is { } wait)
        {
            await Task.Delay(wait, clock);
            return false;
        }
    }

    /// <summary>Time passes when nobody calls.</summary>
    private async Task JumpUntilAsync(Task done)
    {
        var seen = -1;
        while (await Task.WhenAny(done, Task.Delay(25)) != done)
        {
            var now = fake.Requests.Count + fake.Refused;
            if (now == seen)
            {
                clock.Jump();
            }
            seen = now;
        }
        await done;
    }

    private static PlatformConnection ConnectionOf(string location) =>
        new(
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            "gohighlevel",
            new JsonObject { ["privateIntegrationToken"] = FakeGoHighLevel.LocationToken, ["locationId"] = location },
            []
        );

    private WebApplicationFactory<Program> Node() =>
        nodes.Start(
            services => services.AddSingleton<TimeProvider>(clock),
            ("Outgoing:AllowLoopback", "true"),
            ("Jobs:Enabled", "false")
        );
}
