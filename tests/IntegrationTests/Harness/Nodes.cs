using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AiWebBuilder.IntegrationTests.Harness;

/// <summary>A database of its own and as many nodes on it as a test wants to start, freeze and stop.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private Nodes(Host database) => Database = database;

    /// <summary>Asks the database; never started as a node itself.</summary>
    public Host Database { get; }

    public static async Task<Nodes> CreateAsync() => new(await Host.StartAsync(App.Current.Owner));

    /// <summary>Starts a node whose heartbeats are too rare to save it, so that the test decides when it is presumed dead.</summary>
    public WebApplicationFactory<Program> Start(
        Action<IServiceCollection>? services = null,
        params (string Key, string Value)[] settings
    )
    {
        var node = Database.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Jobs:Lease", "01:00:00");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
            builder.ConfigureTestServices(all =>
            {
                // The queue holds the test's jobs and no others.
                all.RemoveAll<IRecurringWork>();
                services?.Invoke(all);
            });
        });
        _ = node.Services;
        return node;
    }

    /// <summary>A node that serves requests and leaves the jobs to others.</summary>
    public WebApplicationFactory<Program> StartWithoutJobs() => Start(services: null, ("Jobs:Enabled", "false"));

    /// <summary>A node whose model is another. It does one job at a time: one that is frozen takes no other.</summary>
    public WebApplicationFactory<Program> StartWith(Func<IChatClient, IChatClient> model)
    {
        var node = Start(
            services =>
                services.AddKeyedSingleton(
                    "offline",
                    (provider, _) => model(ActivatorUtilities.CreateInstance<OfflineChatClient>(provider))
                ),
            ("Jobs:Concurrency", "1")
        );
        // Made now, so that the test has it before the first job asks.
        node.Services.GetRequiredKeyedService<IChatClient>("offline");
        return node;
    }

    /// <summary>Presumes every worker dead: whoever looks next takes its jobs over.</summary>
    /// <remarks>Locks the table first: one that lives extends its leases meanwhile, in an order of its own.</remarks>
    public Task ExpireLeasesAsync() =>
        ExecuteAsync(
            """
            begin;
            lock table job_queue in share row exclusive mode;
            update job_queue set lease_expires_at = now() - interval '1 second' where status = 'processing';
            commit;
            notify job_queue;
            """
        );

    /// <summary>
    /// Makes jobs that failed wait for <see cref="RetryNowAsync"/>: their own second or two may be over before a test has looked.
    /// </summary>
    public Task HoldRetriesAsync() =>
        ExecuteAsync(
            """
            create function hold_retry() returns trigger language plpgsql as $$
            begin
                new.scheduled_at := now() + interval '1 hour';
                return new;
            end $$;
            create trigger hold_retry before update on job_queue for each row
                when (new.status = 'retrying' and old.status <> 'retrying') execute function hold_retry();
            """
        );

    /// <summary>Makes what waits for another attempt ready now.</summary>
    public Task RetryNowAsync() =>
        ExecuteAsync("update job_queue set scheduled_at = now() where status = 'retrying'; notify job_queue;");

    /// <summary>Runs statements as the database's owner.</summary>
    public Task ExecuteAsync(string sql) => Database.ExecuteAsync(sql);

    /// <summary>Waits until the query answers a row.</summary>
    public Task WaitUntilAsync(string condition) =>
        Eventually.TrueAsync(() => Database.QueryAsync<bool>($"select exists ({condition})"), condition);

    /// <summary>Every row that a generation can touch, as text: equal before and after means that nothing was changed.</summary>
    public async Task<string> SnapshotAsync()
    {
        string[] tables =
        [
            "campaigns",
            "campaign_components",
            "component_versions",
            "ai_generations",
            "generation_steps",
            "generation_events",
            "ai_ledger",
            "ai_cost_tracking",
            "user_usage",
            "job_queue",
        ];
        var rows = string.Join(
            " union all ",
            tables.Select(table =>
                // A request more is no trace of a generation.
                table == "user_usage"
                    ? $"select '{table} ' || (to_jsonb(t) - 'api_calls_made' - 'updated_at')::text as line from {table} t"
                // Nor is the mail that a newcomer gets.
                : table == "job_queue"
                    ? $"select '{table} ' || to_jsonb(t)::text as line from {table} t where job_type <> 'identity.mail'"
                : $"select '{table} ' || to_jsonb(t)::text as line from {table} t"
            )
        );
        return await Database.QueryAsync<string>(
            $"""select coalesce(string_agg(line, E'\n' order by line), '') from ({rows}) lines"""
        );
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

internal static class NodeExtensions
{
    /// <summary>Runs a recurring work, as a job of this node would.</summary>
    public static async Task RunAsync(this WebApplicationFactory<Program> node, string work)
    {
        await using var scope = node.Services.CreateAsyncScope();
        await scope.ServiceProvider.Recurring(work).RunAsync(CancellationToken.None);
    }

    /// <summary>The product's recurring work of this name, which a node of <see cref="Nodes"/> does not plan by itself.</summary>
    public static IRecurringWork Recurring(this IServiceProvider services, string name) =>
        services.GetServices<IJobHandler>().OfType<IRecurringWork>().Single(work => work.Name == name);

    /// <summary>A recurring work of the node's that needs no scope, for its answer.</summary>
    public static TWork Work<TWork>(this WebApplicationFactory<Program> node)
        where TWork : IRecurringWork => ActivatorUtilities.CreateInstance<TWork>(node.Services);

    /// <summary>A client of this node, signed in as a new account's owner; its token is good on every node.</summary>
    public static Task<HttpClient> SignedInAsync(this WebApplicationFactory<Program> node) =>
        node.CreateClient().SignInAsync();

    /// <summary>Makes an account; the client acts as its owner from here on.</summary>
    public static async Task<HttpClient> SignInAsync(this HttpClient client)
    {
        var body = await Answers.JsonAsync(
            await client.PostAsJsonAsync(
                "/v1/auth/register",
                new
                {
                    email = $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@example.com",
                    password = "a long enough password",
                    name = "Test Person",
                }
            ),
            HttpStatusCode.Created
        );
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            body["accessToken"]!.GetValue<string>()
        );
        return client;
    }

    /// <summary>The same person at another node.</summary>
    public static HttpClient SignedInLike(this WebApplicationFactory<Program> node, HttpClient other)
    {
        var client = node.CreateClient();
        client.DefaultRequestHeaders.Authorization = other.DefaultRequestHeaders.Authorization;
        return client;
    }

    /// <summary>Ends the node's work in good order and waits for it.</summary>
    public static Task StopAsync(this WebApplicationFactory<Program> node) =>
        node.Services.GetRequiredService<IHost>().StopAsync();
}

/// <summary>A model that falls silent after so many answers, as if its process had been stopped, until it is woken.</summary>
internal sealed class FreezingModel(IChatClient inner, int answers) : DelegatingChatClient(inner)
{
    private readonly TaskCompletionSource frozen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int asked;

    /// <summary>Ends when it has fallen silent.</summary>
    public Task Frozen => frozen.Task.WaitAsync(Eventually.Patience);

    public void Wake() => woken.TrySetResult();

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (Interlocked.Increment(ref asked) > answers)
        {
            frozen.TrySetResult();
            // A stopped process does not hear of cancellations either.
            await woken.Task;
        }
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, CancellationToken.None))
        {
            yield return update;
        }
    }
}

/// <summary>A model that fails as long as it is told to.</summary>
internal sealed class FailingModel(IChatClient inner) : DelegatingChatClient(inner)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => throw new InvalidOperationException("The provider's secret inner workings\0 failed.");
}
