using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Identity.Admin;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Operations.Jobs;

/// <summary>Work that comes back by a schedule: once for each slot, however many nodes there are and whichever of them die.</summary>
internal sealed class RecurringWorkTests
{
    private const string Yearly = "0 0 1 1 *";

    private Nodes nodes = null!;

    [SetUp]
    public async Task CreateAsync() => nodes = await Nodes.CreateAsync();

    [TearDown]
    public async Task StopAsync() => await nodes.DisposeAsync();

    [Test]
    public async Task Of_ten_nodes_exactly_one_runs_each_slot()
    {
        var tick = new TestWork("* * * * * *");
        // Every row that is ever made, with its slot: those of runs that succeeded are deleted again.
        await nodes.ExecuteAsync(
            """
            create table slots (slot timestamptz);
            grant insert on slots to public;
            create function note_slot() returns trigger language plpgsql as $$
            begin
                insert into slots values ((new.payload ->> 'slot')::timestamptz);
                return null;
            end $$;
            create trigger note_slot after insert on job_queue for each row execute function note_slot();
            """
        );
        for (var node = 0; node < 10; node++)
        {
            nodes.Start(tick.Register, ("Jobs:PollInterval", "00:00:00.1"));
        }

        await nodes.WaitUntilAsync("select from slots having count(*) >= 6");

        // After the first run, which is at once, they are whole seconds.
        (
            await nodes.Database.QueryAsync<string>(
                """
                select concat_ws(' ', count(*) - count(distinct slot), count(*) filter (where slot <> date_trunc('second', slot)))
                from slots
                """
            )
        ).ShouldBe("0 1");
        var runs = tick.Started.Count;
        (await nodes.Database.QueryAsync<long>("select count(*) from slots")).ShouldBeInRange(runs, runs + 2);
        (
            await nodes.Database.QueryAsync<long>("select count(*) from job_queue where status = 'completed'")
        ).ShouldBeLessThanOrEqualTo(1, "of those that succeeded the last stays");
    }

    [Test]
    public async Task Slots_that_passed_while_no_node_was_there_are_made_up_for_by_one_run()
    {
        var hourly = new TestWork("0 * * * *");
        await nodes.ExecuteAsync(
            """
            insert into job_queue (job_type, unique_key, payload, scheduled_at)
            values ('test.work', 'test.work', jsonb_build_object('slot', now() - interval '1 day'), now() - interval '1 day')
            """
        );

        await using var node = nodes.Start(hourly.Register);
        await hourly.StartAsync();

        await nodes.WaitUntilAsync(
            """
            select from job_queue where job_type = 'test.work' and status = 'pending'
                and scheduled_at = date_trunc('hour', now()) + interval '1 hour'
            """
        );
        hourly.Started.Count.ShouldBe(1);
    }

    [Test]
    public async Task A_run_whose_worker_dies_is_run_again_by_another_and_the_dead_one_plans_nothing()
    {
        var held = new TestWork(Yearly) { Hold = true };
        await using var dead = nodes.Start(held.Register, ("Jobs:Concurrency", "1"));
        await held.StartAsync();
        var second = new TestWork(Yearly);

        await nodes.ExpireLeasesAsync();
        await using var other = nodes.Start(second.Register);

        (await second.StartAsync()).ShouldBe(2, "the attempt");
        await nodes.WaitUntilAsync("select from job_queue where status = 'pending'");
        var before = await nodes.SnapshotAsync();
        held.Release();
        await dead.StopAsync();
        (await nodes.SnapshotAsync()).ShouldBe(before);
        (await RowsAsync()).ShouldBe(["completed 2", "pending 0"]);
    }

    [Test]
    public async Task A_run_that_fails_is_tried_again_and_when_it_is_given_up_the_next_slot_is_planned()
    {
        await nodes.HoldRetriesAsync();
        var failing = new TestWork(Yearly) { Fails = true };
        await using var node = nodes.Start(failing.Register);
        using var admin = await AdministratorAsync(node);
        for (var attempt = 1; attempt < 5; attempt++)
        {
            await nodes.WaitUntilAsync(
                $"select from job_queue where status = 'retrying' and job_type = 'test.work' and attempts = {attempt}"
            );
            await nodes.RetryNowAsync();
        }
        await nodes.WaitUntilAsync("select from job_queue where job_type = 'test.work' and status = 'failed'");

        (await RowsAsync()).ShouldBe(["failed 5", "pending 0"]);
        var work = await OneAsync(admin);
        var last = work["lastRun"]!;
        (last.Text("outcome"), last.Text("error")).ShouldBe(("failed", "It failed."));
        work["nextRunAt"]!.GetValue<DateTimeOffset>().ShouldBe(NextYear());
        // What it did not do the next run does.
        (
            await CampaignSteps.CodeAsync(
                admin.Client.PostAsJsonAsync($"/v1/admin/jobs/{last.Text("jobId")}/retry", new { reason = "x" }),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("operations.job_futile");
    }

    [Test]
    public async Task An_administrator_sees_the_last_and_the_next_run_and_can_run_it_now()
    {
        var work = new TestWork(Yearly);
        await using var node = nodes.Start(work.Register);
        using var admin = await AdministratorAsync(node);
        await work.StartAsync();
        await nodes.WaitUntilAsync("select from job_queue where job_type = 'test.work' and status = 'pending'");

        var first = await OneAsync(admin);
        (first.Text("schedule"), first["running"]!.GetValue<bool>(), first["paused"]!.GetValue<bool>()).ShouldBe(
            (Yearly, false, false)
        );
        first["nextRunAt"]!.GetValue<DateTimeOffset>().ShouldBe(NextYear());
        first["lastRun"]!.Text("outcome").ShouldBe("completed");
        first["lastRun"]!["seconds"]!.GetValue<double>().ShouldBeInRange(0, 60);
        first["lastRun"]!["error"].ShouldBeNull();

        var run = await Answers.JsonAsync(await RunAsync(admin), HttpStatusCode.Accepted);

        await work.StartAsync();
        await nodes.WaitUntilAsync($"select from job_queue where id = '{run.Text("id")}' and status = 'completed'");
        var second = await OneAsync(admin);
        second["lastRun"]!.Text("jobId").ShouldBe(run.Text("id"));
        second["nextRunAt"]!.GetValue<DateTimeOffset>().ShouldBe(NextYear(), "its slot is still to come");
        (
            await nodes.Database.ListAsync<string>(
                "select action || ': ' || reason from audit_log where table_name = 'job_queue'"
            )
        ).ShouldBe(["work_run: Mine"]);
    }

    [Test]
    public async Task Work_that_runs_is_not_run_beside_itself()
    {
        var work = new TestWork(Yearly) { Hold = true };
        await using var node = nodes.Start(work.Register);
        using var admin = await AdministratorAsync(node);
        await work.StartAsync();

        var running = await OneAsync(admin);
        (running["running"]!.GetValue<bool>(), running["nextRunAt"], running["lastRun"]).ShouldBe((true, null, null));
        (await CampaignSteps.CodeAsync(RunAsync(admin), HttpStatusCode.Conflict)).ShouldBe(
            "operations.recurring_work_running"
        );
        (await CampaignSteps.CodeAsync(RunAsync(admin, "test.unknown"), HttpStatusCode.NotFound)).ShouldBe(
            "operations.recurring_work_not_found"
        );
        work.Release();
    }

    [Test]
    public async Task A_paused_work_waits_and_a_cancelled_run_gives_its_slot_up()
    {
        var work = new TestWork(Yearly);
        await using var node = nodes.Start(work.Register);
        using var admin = await AdministratorAsync(node);
        await work.StartAsync();
        await nodes.WaitUntilAsync("select from job_queue where job_type = 'test.work' and status = 'pending'");
        await Answers.JsonAsync(
            await admin.Client.PutAsJsonAsync("/v1/admin/queues/test.work/pause", new { reason = "x" }),
            HttpStatusCode.OK
        );
        var run = await Answers.JsonAsync(await RunAsync(admin), HttpStatusCode.Accepted);
        (await OneAsync(admin))["paused"]!.GetValue<bool>().ShouldBeTrue();

        await admin.Client.DeleteAsync($"/v1/admin/jobs/{run.Text("id")}?reason=x");
        await nodes.WaitUntilAsync($"select from job_queue where id = '{run.Text("id")}' and status = 'cancelled'");
        (await OneAsync(admin))["nextRunAt"]!.GetValue<DateTimeOffset>().ShouldBe(NextYear());
        await CancelNextAsync();

        // Of the year after that.
        (await OneAsync(admin))["nextRunAt"]!
            .GetValue<DateTimeOffset>()
            .ShouldBe(NextYear().AddYears(1));
        (await OneAsync(admin))["lastRun"]!["startedAt"].ShouldNotBeNull();
        work.Started.Count.ShouldBe(1);

        async Task CancelNextAsync()
        {
            var next = await nodes.Database.QueryAsync<Guid>("select id from job_queue where status = 'pending'");
            await admin.Client.DeleteAsync($"/v1/admin/jobs/{next}?reason=x");
            await nodes.WaitUntilAsync($"select from job_queue where id = '{next}' and status = 'cancelled'");
        }
    }

    [Test]
    public async Task The_products_own_work_is_listed_by_name_and_nobody_else_sees_or_runs_it()
    {
        using var admin = await Person.RegisterAsync(App.Current);
        await new PlatformAdmins(App.Current.Owner).SetAsync(admin.Email, isAdmin: true, CancellationToken.None);
        await admin.LogInAsync();
        await Eventually.TrueAsync(async () =>
            (await ListAsync(admin)).All(work => work!["nextRunAt"] is not null || work["running"]!.GetValue<bool>())
        );
        (await ListAsync(admin))
            .Select(work => $"{work!["name"]} {work["schedule"]}")
            .ShouldBe([
                "ai_usage.check_books 50 * * * *",
                "ai_usage.end_lost_calls */15 * * * * *",
                "ai_usage.forget_answers 40 * * * *",
                "analytics.maintenance 10 0 * * *",
                "identity.erase_due_accounts 20 * * * *",
                "identity.reconcile_billing 0 3 * * *",
                "integrations.sync_by_schedule */5 * * * *",
                "operations.retention 30 * * * *",
            ]);

        using var person = await Person.RegisterAsync(App.Current);
        (await person.Client.GetAsync("/v1/admin/recurring")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await RunAsync(person, "operations.retention")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var body in new object[] { new { }, new { reason = "" }, new { reason = new string('x', 501) } })
        {
            (
                await admin.Client.PostAsJsonAsync("/v1/admin/recurring/operations.retention/run", body)
            ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    private static DateTimeOffset NextYear() =>
        new(TimeProvider.System.GetUtcNow().Year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private async Task<Person> AdministratorAsync(WebApplicationFactory<Program> node)
    {
        var admin = await Person.RegisterAsync(node);
        await new PlatformAdmins(nodes.Database.Owner).SetAsync(admin.Email, isAdmin: true, CancellationToken.None);
        await admin.LogInAsync();
        return admin;
    }

    private static Task<HttpResponseMessage> RunAsync(Person person, string work = "test.work") =>
        person.Client.PostAsJsonAsync($"/v1/admin/recurring/{work}/run", new { reason = "Mine" });

    private static async Task<JsonArray> ListAsync(Person admin) =>
        (await Answers.JsonAsync(await admin.Client.GetAsync("/v1/admin/recurring"), HttpStatusCode.OK))[
            "data"
        ]!.AsArray();

    private static async Task<JsonNode> OneAsync(Person admin) => (await ListAsync(admin)).ShouldHaveSingleItem()!;

    private Task<List<string>> RowsAsync() =>
        nodes.Database.ListAsync<string>(
            "select status || ' ' || attempts from job_queue where job_type = 'test.work' order by created_at, id"
        );

    /// <summary>A work of one test, on whichever nodes it is registered.</summary>
    private sealed class TestWork(string schedule)
    {
        private readonly Channel<int> starts = Channel.CreateUnbounded<int>();
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Hold { get; init; }

        public bool Fails { get; init; }

        public ConcurrentQueue<int> Started { get; } = new();

        public void Release() => released.SetResult();

        /// <summary>Waits for the next start.</summary>
        /// <returns>Which attempt it was.</returns>
        public Task<int> StartAsync() => starts.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);

        public void Register(IServiceCollection services)
        {
            services.AddScoped<IRecurringWork>(_ => new Run(this, schedule));
            services.AddScoped<IJobHandler>(_ => new Run(this, schedule));
        }

        private sealed class Run(TestWork work, string schedule) : IRecurringWork, IJobHandler
        {
            public string Name => "test.work";

            public string Schedule => schedule;

            Task IJobHandler.ExecuteAsync(JobContext job, CancellationToken cancellationToken) =>
                RunAsync(job.Attempt, cancellationToken);

            public Task RunAsync(CancellationToken cancellationToken) => RunAsync(0, cancellationToken);

            private async Task RunAsync(int attempt, CancellationToken cancellationToken)
            {
                work.Started.Enqueue(attempt);
                work.starts.Writer.TryWrite(attempt);
                if (work.Hold)
                {
                    // A dead process does not hear of cancellations.
                    await work.released.Task;
                }
                if (work.Fails)
                {
                    throw new InvalidOperationException("It failed.");
                }
            }
        }
    }
}
