using System.Collections.Concurrent;
using System.Threading.Channels;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Operations.Jobs;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Operations.Jobs;

/// <summary>What every job may rely on.</summary>
internal sealed class JobQueueTests
{
    private Nodes nodes = null!;

    [SetUp]
    public async Task CreateAsync() => nodes = await Nodes.CreateAsync();

    [TearDown]
    public async Task StopAsync() => await nodes.DisposeAsync();

    [Test]
    public async Task Sixteen_requests_with_one_key_make_one_job_until_it_has_ended()
    {
        await using var node = nodes.StartWithoutJobs();
        var ids = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => EnqueueAsync(node, "one")));
        ids.Distinct().Count().ShouldBe(1);
        (await EnqueueAsync(node, "another")).ShouldNotBe(ids[0]);
        await nodes.ExecuteAsync("update job_queue set status = 'completed' where unique_key = 'one'");

        (await EnqueueAsync(node, "one")).ShouldNotBe(ids[0]);
        (await nodes.Database.QueryAsync<long>("select count(*) from job_queue")).ShouldBe(3);
    }

    [Test]
    public async Task Four_workers_start_each_of_five_hundred_jobs_once()
    {
        var runs = new Runs();
        await nodes.ExecuteAsync("insert into job_queue (job_type) select 'test' from generate_series(1, 500)");
        for (var worker = 0; worker < 4; worker++)
        {
            nodes.Start(runs.Register);
        }

        await nodes.WaitUntilAsync("select from job_queue having count(*) filter (where status = 'completed') = 500");
        runs.Started.Count.ShouldBe(500);
        runs.Started.Distinct().Count().ShouldBe(500);
        (await nodes.Database.QueryAsync<int>("select max(attempts) from job_queue")).ShouldBe(1);
        (
            await nodes.Database.QueryAsync<long>("select count(*) from job_queue where lease_owner is not null")
        ).ShouldBe(0);
    }

    [Test]
    public async Task A_worker_that_has_lost_its_job_cannot_complete_it()
    {
        var runs = new Runs { Hold = true };
        await using var node = nodes.Start(runs.Register);
        await nodes.ExecuteAsync("insert into job_queue (job_type) values ('test')");
        await runs.FirstStartAsync();
        await nodes.ExecuteAsync(
            "update job_queue set lease_owner = 'another', attempts = 2, lease_expires_at = now() + interval '1 hour'"
        );
        var before = await nodes.SnapshotAsync();

        runs.Release();
        await node.StopAsync();

        (await nodes.SnapshotAsync()).ShouldBe(before);
        before.ShouldContain("\"processing\"");
    }

    [Test]
    public async Task A_worker_that_has_lost_its_last_attempt_does_not_give_the_job_up()
    {
        var runs = new Runs { Hold = true, Fails = true };
        await using var node = nodes.Start(runs.Register);
        await nodes.ExecuteAsync("insert into job_queue (job_type, max_attempts) values ('test', 1)");
        await runs.FirstStartAsync();
        await nodes.ExecuteAsync("update job_queue set lease_owner = 'another', attempts = 2");

        runs.Release();
        await node.StopAsync();

        runs.GivenUp.ShouldBeEmpty();
        (await nodes.Database.QueryAsync<string>("select status from job_queue")).ShouldBe("processing");
    }

    [Test]
    public async Task What_is_scheduled_for_later_waits_and_what_is_urgent_goes_first()
    {
        var runs = new Runs();
        await nodes.ExecuteAsync(
            """
            insert into job_queue (job_type, unique_key, priority, scheduled_at) values
                ('test', 'later', 9, now() + interval '1 hour'),
                ('test', 'third', 0, now() - interval '1 minute'),
                ('test', 'fourth', 0, now()),
                ('test', 'fifth', -1, now() - interval '1 hour'),
                ('test', 'first', 5, now()),
                ('test', 'second', 1, now());
            """
        );
        await using var node = nodes.Start(runs.Register, ("Jobs:Concurrency", "1"));
        await nodes.WaitUntilAsync("select from job_queue having count(*) filter (where status = 'completed') = 5");
        (await OrderAsync(runs)).ShouldBe(["first", "second", "third", "fourth", "fifth"]);

        await nodes.ExecuteAsync(
            "update job_queue set scheduled_at = now() where unique_key = 'later'; notify job_queue"
        );
        await nodes.WaitUntilAsync("select from job_queue having bool_and(status = 'completed')");
        (await OrderAsync(runs)).Last().ShouldBe("later");
    }

    [Test]
    public async Task A_job_in_the_hands_of_a_node_that_stops_is_ready_for_another_at_once_and_loses_no_attempt()
    {
        var runs = new Runs { Hold = true };
        await using var node = nodes.Start(runs.Register);
        await nodes.ExecuteAsync("insert into job_queue (job_type) values ('test')");
        await runs.FirstStartAsync();

        await node.StopAsync();

        (
            await nodes.Database.QueryAsync<string>(
                "select concat_ws(' ', status, attempts, lease_owner) from job_queue"
            )
        ).ShouldBe("pending 0");
        await using var other = nodes.Start(new Runs().Register, ("Jobs:PollInterval", "01:00:00"));
        await nodes.WaitUntilAsync("select from job_queue where status = 'completed' and attempts = 1");
    }

    [Test]
    public async Task A_job_that_no_node_knows_is_tried_again_and_then_failed_for_good()
    {
        await nodes.HoldRetriesAsync();
        await nodes.ExecuteAsync("insert into job_queue (job_type, max_attempts) values ('unheard-of', 2)");
        await using var node = nodes.Start();
        await nodes.WaitUntilAsync("select from job_queue where status = 'retrying'");

        await nodes.RetryNowAsync();

        await nodes.WaitUntilAsync("select from job_queue where status = 'failed'");
        (
            await nodes.Database.QueryAsync<string>(
                "select concat_ws(' ', attempts, error_message) from job_queue where completed_at is not null"
            )
        ).ShouldBe("2 No handler for jobs of type unheard-of: no module of this version knows it.");
    }

    [Test]
    public async Task A_host_that_is_disposed_of_without_a_stop_leaves_its_running_job_in_peace()
    {
        var runs = new Runs { Hold = true };
        await using var node = nodes.Start(runs.Register);
        await nodes.ExecuteAsync("insert into job_queue (job_type) values ('test')");
        await runs.FirstStartAsync();
        var worker = node.Services.GetRequiredService<JobWorker>();

        worker.Dispose();
        runs.Release();

        await worker.ExecuteTask!.WaitAsync(Eventually.Patience);
    }

    private static async Task<Guid> EnqueueAsync(WebApplicationFactory<Program> node, string key)
    {
        await using var scope = node.Services.CreateAsyncScope();
        var queue = scope.ServiceProvider.GetRequiredService<IJobQueue>();
        return await scope
            .ServiceProvider.GetRequiredService<IUnitOfWork>()
            .ExecuteAsync(
                () => queue.EnqueueAsync(new JobRequest("test", AccountId: null, new { }, key), CancellationToken.None),
                CancellationToken.None
            );
    }

    private async Task<IEnumerable<string>> OrderAsync(Runs runs)
    {
        var keys = await nodes.Database.ListAsync<string>("select id || '=' || unique_key from job_queue");
        var names = keys.Select(key => key.Split('=')).ToDictionary(key => Guid.Parse(key[0]), key => key[1]);
        return runs.Started.Select(id => names[id]);
    }

    /// <summary>What the jobs of a test do, and what became of them.</summary>
    private sealed class Runs
    {
        private readonly Channel<Guid> starts = Channel.CreateUnbounded<Guid>();
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Hold { get; init; }

        public bool Fails { get; init; }

        public ConcurrentQueue<Guid> Started { get; } = new();

        public ConcurrentQueue<Guid> GivenUp { get; } = new();

        public void Register(IServiceCollection services) => services.AddScoped<IJobHandler>(_ => new Handler(this));

        public async Task FirstStartAsync()
        {
            using var patience = new CancellationTokenSource(Eventually.Patience);
            await starts.Reader.ReadAsync(patience.Token);
        }

        public void Release() => released.TrySetResult();

        private sealed class Handler(Runs runs) : IJobHandler
        {
            public string JobType => "test";

            public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
            {
                runs.Started.Enqueue(job.Id);
                runs.starts.Writer.TryWrite(job.Id);
                if (runs.Hold)
                {
                    await runs.released.Task.WaitAsync(cancellationToken);
                }
                if (runs.Fails)
                {
                    throw new InvalidOperationException("It failed.");
                }
            }

            public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken)
            {
                runs.GivenUp.Enqueue(job.Id);
                return Task.CompletedTask;
            }

            public Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
                Task.FromResult(true);
        }
    }
}
