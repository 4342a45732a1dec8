using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Identity.Admin;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Operations.Jobs;

/// <summary>The queue in an administrator's hands, with two nodes that work on it.</summary>
internal sealed class JobAdministrationTests
{
    private readonly Work work = new();
    private Nodes nodes = null!;
    private WebApplicationFactory<Program> here = null!;
    private WebApplicationFactory<Program> there = null!;
    private Person admin = null!;

    [SetUp]
    public async Task StartAsync()
    {
        work.Clear();
        nodes = await Nodes.CreateAsync();
        (here, there) = (nodes.Start(work.Register), nodes.Start(work.Register));
        admin = await Person.RegisterAsync(here);
        await new PlatformAdmins(nodes.Database.Owner).SetAsync(admin.Email, isAdmin: true, CancellationToken.None);
        await admin.LogInAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        admin.Dispose();
        await here.DisposeAsync();
        await there.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task No_node_starts_a_job_of_a_paused_queue_and_all_go_on_when_it_is_resumed()
    {
        var paused = await Answers.JsonAsync(await PauseAsync("test", "Provider down"), HttpStatusCode.OK);
        paused.Text("queue").ShouldBe("test");
        (await Answers.JsonAsync(await PauseAsync("test", "Again"), HttpStatusCode.OK))
            .Text("pausedAt")
            .ShouldBe(paused.Text("pausedAt"));

        await nodes.ExecuteAsync(
            """
            insert into job_queue (job_type) select 'test' from generate_series(1, 20);
            insert into job_queue (job_type, priority) select 'other', -1 from generate_series(1, 20);
            """
        );
        // Those of the other queue come after them, and are done all the same.
        await nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'other' having bool_and(status = 'completed')"
        );
        (
            await nodes.Database.QueryAsync<long>(
                "select count(*) from job_queue where job_type = 'test' and status = 'pending' and attempts = 0"
            )
        ).ShouldBe(20);
        work.Started.ShouldNotContain(job => job.Type == "test");

        (await DeleteAsync("/v1/admin/queues/test/pause?reason=Provider%20back")).ShouldBe(HttpStatusCode.NoContent);
        (await DeleteAsync("/v1/admin/queues/test/pause?reason=Again")).ShouldBe(HttpStatusCode.NoContent);

        await nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'test' having bool_and(status = 'completed')"
        );
        work.Started.Count(job => job.Type == "test").ShouldBe(20);
        (
            await nodes.Database.ListAsync<string>(
                "select row_id || ': ' || reason from audit_log where table_name = 'app_settings' order by created_at, id"
            )
        ).ShouldBe(["jobs.paused.test: Provider down", "jobs.paused.test: Provider back"]);
    }

    [Test]
    public async Task A_job_that_was_lost_is_not_taken_over_while_its_queue_is_paused()
    {
        await PauseAsync("test", "x");
        await nodes.ExecuteAsync(
            """
            insert into job_queue (job_type, status, attempts, lease_owner, lease_expires_at)
                values ('test', 'processing', 1, 'gone', now() - interval '1 minute');
            insert into job_queue (job_type, priority) values ('other', -1);
            """
        );
        await nodes.WaitUntilAsync("select from job_queue where job_type = 'other' and status = 'completed'");
        work.Started.ShouldNotContain(job => job.Type == "test");

        await DeleteAsync("/v1/admin/queues/test/pause?reason=x");
        await nodes.WaitUntilAsync("select from job_queue where job_type = 'test' and status = 'completed'");
    }

    [Test]
    public async Task A_waiting_job_is_cancelled_even_in_a_paused_queue_and_whoever_waits_for_it_is_told()
    {
        await PauseAsync("test", "x");
        var job = await EnqueueAsync("test");

        var asked = await Answers.JsonAsync(
            await admin.Client.DeleteAsync($"/v1/admin/jobs/{job}?reason=Not%20needed"),
            HttpStatusCode.Accepted
        );
        asked["cancelRequestedAt"].ShouldNotBeNull();

        await nodes.WaitUntilAsync($"select from job_queue where id = '{job}' and status = 'cancelled'");
        work.Started.ShouldBeEmpty();
        work.GivenUp.ShouldBe([(job, "It was cancelled.")]);
        var read = await Answers.JsonAsync(await admin.Client.GetAsync($"/v1/admin/jobs/{job}"), HttpStatusCode.OK);
        (read.Text("status"), read.Text("error")).ShouldBe(("cancelled", "An administrator cancelled it."));
        (await CodeOfDeleteAsync(job)).ShouldBe("operations.job_ended");
        (await LoggedAsync(job)).ShouldBe(["job_cancelled: Not needed"]);
    }

    [Test]
    public async Task A_cancelled_generation_sets_its_campaign_free()
    {
        await PauseAsync("campaigns.generate", "x");
        var campaign = (await admin.Client.CreateCampaignAsync("minimal")).Text("id");
        var generation = await Answers.JsonAsync(
            await admin.Client.PostAsync($"/v1/campaigns/{campaign}/generations", null),
            HttpStatusCode.Accepted
        );

        await admin.Client.DeleteAsync($"/v1/admin/jobs/{generation.Text("jobId")}?reason=x");

        (await admin.Client.WaitForGenerationAsync(generation.Text("id"), campaign)).Text("status").ShouldBe("failed");

        // The generation has ended with its job: another attempt would make nothing, and a new generation makes it all.
        await DeleteAsync("/v1/admin/queues/campaigns.generate/pause?reason=x");
        var job = Guid.Parse(generation.Text("jobId"));
        (await CodeOfRetryAsync(job)).ShouldBe("operations.job_futile");
        (await LoggedAsync(job)).ShouldBe(["job_cancelled: x"]);
        (await admin.Client.GenerateAsync(campaign)).Text("status").ShouldBe("completed");
    }

    [Test]
    public async Task A_job_of_any_kind_whose_target_has_ended_is_not_tried_again_and_one_that_is_still_wanted_is()
    {
        var (account, gone) = (admin.Id, Guid.CreateVersion7());
        (string Type, string? Account, string Payload)[] futile =
        [
            ("campaigns.generate", $"'{account}'", $$"""{"generationId":"{{gone}}","campaignId":"{{gone}}"}"""),
            (
                "campaigns.generate_component",
                $"'{account}'",
                $$"""{"generationId":"{{gone}}","componentId":"{{gone}}","basedOn":1}"""
            ),
            ("identity.mail", null, $$"""{"userId":"{{gone}}","purpose":1,"language":null}"""),
            ("identity.mail_invitation", $"'{account}'", $$"""{"invitationId":"{{gone}}"}"""),
            ("identity.closure_mail", null, $$"""{"userId":"{{account}}","language":null}"""),
            ("identity.erase", null, $$"""{"userId":"{{account}}"}"""),
            (
                "identity.mail_usage_warning",
                $"'{account}'",
                """{"resource":"members","threshold":80,"limit":1,"used":1}"""
            ),
            ("identity.reconcile_billing", null, "{}"),
            ("identity.erase_due_accounts", null, "{}"),
            ("ai_usage.mail_alert", $"'{account}'", $$"""{"alertId":"{{gone}}"}"""),
            ("ai_usage.call_webhook", $"'{account}'", $$"""{"alertId":"{{gone}}"}"""),
            ("ai_usage.end_lost_calls", null, "{}"),
            ("ai_usage.forget_answers", null, "{}"),
            ("ai_usage.check_books", null, "{}"),
            ("analytics.maintenance", null, "{}"),
            ("operations.retention", null, "{}"),
            ("integrations.sync", $"'{account}'", $$"""{"syncId":"{{gone}}"}"""),
            ("integrations.export", $"'{account}'", $$"""{"exportId":"{{gone}}"}"""),
            ("integrations.mail_reauth", $"'{account}'", $$"""{"integrationId":"{{gone}}"}"""),
            ("integrations.scheduled_sync", $"'{account}'", $$"""{"integrationId":"{{gone}}"}"""),
            ("integrations.sync_by_schedule", null, "{}"),
            ("integrations.lead", $"'{account}'", $$"""{"leadId":"{{gone}}"}"""),
            ("integrations.webhook", $"'{account}'", $$"""{"webhookId":"{{gone}}"}"""),
            ("integrations.import", $"'{account}'", $$"""{"importId":"{{gone}}"}"""),
            ("integrations.analyse", $"'{account}'", $$"""{"generationId":"{{gone}}"}"""),
            ("integrations.assess_migration", $"'{account}'", $$"""{"generationId":"{{gone}}"}"""),
        ];
        foreach (var (type, owner, payload) in futile)
        {
            var job = await EndedAsync(type, owner, payload);
            (await CodeOfRetryAsync(job)).ShouldBe("operations.job_futile", type);
        }
        futile
            .Select(one => one.Type)
            .ShouldBe(
                here.Services.CreateScope()
                    .ServiceProvider.GetServices<IJobHandler>()
                    .Select(one => one.JobType)
                    .Except(["test", "other"]),
                ignoreOrder: true,
                "each kind of job"
            );

        var wanted = await EndedAsync(
            "identity.mail",
            null,
            $$"""{"userId":"{{account}}","purpose":0,"language":null}"""
        );
        await Answers.JsonAsync(await RetryAsync(wanted), HttpStatusCode.Accepted);
        await nodes.WaitUntilAsync($"select from job_queue where id = '{wanted}' and status = 'completed'");
    }

    [Test]
    public async Task A_running_job_is_not_cancelled_and_a_job_that_is_none_is_not_found()
    {
        work.Hold();
        var job = await EnqueueAsync("test");
        await nodes.WaitUntilAsync($"select from job_queue where id = '{job}' and status = 'processing'");

        (await CodeOfDeleteAsync(job)).ShouldBe("operations.job_running");
        (await CodeOfRetryAsync(job)).ShouldBe("operations.job_not_retryable");
        work.Release();
        await nodes.WaitUntilAsync($"select from job_queue where id = '{job}' and status = 'completed'");
        (await CodeOfDeleteAsync(job)).ShouldBe("operations.job_ended");
        (await CodeOfRetryAsync(job)).ShouldBe("operations.job_not_retryable");

        var none = Guid.CreateVersion7();
        foreach (
            var answer in new[]
            {
                await admin.Client.GetAsync($"/v1/admin/jobs/{none}"),
                await admin.Client.DeleteAsync($"/v1/admin/jobs/{none}?reason=x"),
                await RetryAsync(none),
                await PauseAsync("no-such-jobs", "x"),
                await admin.Client.DeleteAsync("/v1/admin/queues/no-such-jobs/pause?reason=x"),
            }
        )
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        (await LoggedAsync(job)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_job_that_has_failed_for_good_is_done_after_all_with_all_of_its_attempts()
    {
        work.Fails = true;
        var job = await EnqueueAsync("test", maxAttempts: 1);
        await nodes.WaitUntilAsync($"select from job_queue where id = '{job}' and status = 'failed'");
        work.Fails = false;

        var again = await Answers.JsonAsync(await RetryAsync(job), HttpStatusCode.Accepted);

        (again.Text("status"), again.Number("attempts")).ShouldBe(("pending", 0));
        again["error"].ShouldBeNull();
        await nodes.WaitUntilAsync(
            $"select from job_queue where id = '{job}' and status = 'completed' and attempts = 1"
        );
        (await LoggedAsync(job)).ShouldBe(["job_retried: Mended"]);
    }

    [Test]
    public async Task A_job_whose_work_another_one_does_already_is_not_tried_again()
    {
        await PauseAsync("test", "x");
        await nodes.ExecuteAsync(
            """
            insert into job_queue (job_type, status, unique_key) values ('test', 'failed', 'one');
            insert into job_queue (job_type, unique_key) values ('test', 'one');
            """
        );
        var failed = await nodes.Database.QueryAsync<Guid>("select id from job_queue where status = 'failed'");

        (await CodeOfRetryAsync(failed)).ShouldBe("operations.job_replaced");
    }

    [Test]
    public async Task Of_sixteen_who_retry_or_cancel_a_job_at_once_exactly_one_changes_it()
    {
        await PauseAsync("test", "x");
        await nodes.ExecuteAsync("insert into job_queue (job_type, status) values ('test', 'failed')");
        var failed = await nodes.Database.QueryAsync<Guid>("select id from job_queue where status = 'failed'");

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => RetryAsync(failed)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(15);
        (await LoggedAsync(failed)).Count.ShouldBe(1);
    }

    [Test]
    public async Task Only_administrators_reach_the_queue_and_each_change_has_a_reason()
    {
        using var person = await Person.RegisterAsync(here);
        await PauseAsync("test", "x");
        var job = await EnqueueAsync("test");
        foreach (
            var answer in new[]
            {
                await person.Client.GetAsync($"/v1/admin/jobs/{job}"),
                await person.Client.DeleteAsync($"/v1/admin/jobs/{job}?reason=x"),
                await person.Client.PostAsJsonAsync($"/v1/admin/jobs/{job}/retry", new { reason = "x" }),
                await person.Client.PutAsJsonAsync("/v1/admin/queues/test/pause", new { reason = "x" }),
                await person.Client.DeleteAsync("/v1/admin/queues/test/pause?reason=x"),
            }
        )
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
        foreach (
            var answer in new[]
            {
                await admin.Client.DeleteAsync($"/v1/admin/jobs/{job}"),
                await admin.Client.DeleteAsync($"/v1/admin/jobs/{job}?reason="),
                await admin.Client.PostAsJsonAsync($"/v1/admin/jobs/{job}/retry", new { reason = "" }),
                await admin.Client.PutAsJsonAsync("/v1/admin/queues/test/pause", new { }),
                await admin.Client.DeleteAsync("/v1/admin/queues/test/pause"),
            }
        )
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    private async Task<Guid> EnqueueAsync(string type, int maxAttempts = 5) =>
        (
            await nodes.Database.ListAsync<Guid>(
                $"insert into job_queue (job_type, max_attempts) values ('{type}', {maxAttempts}) returning id"
            )
        ).Single();

    private async Task<Guid> EndedAsync(string type, string? account, string payload) =>
        (
            await nodes.Database.ListAsync<Guid>(
                $"""
                insert into job_queue (job_type, user_id, payload, status, attempts)
                values ('{type}', {account ?? "null"}, '{payload}', 'failed', 5) returning id
                """
            )
        ).Single();

    private Task<HttpResponseMessage> PauseAsync(string queue, string reason) =>
        admin.Client.PutAsJsonAsync($"/v1/admin/queues/{queue}/pause", new { reason });

    private Task<HttpResponseMessage> RetryAsync(Guid job) =>
        admin.Client.PostAsJsonAsync($"/v1/admin/jobs/{job}/retry", new { reason = "Mended" });

    private async Task<HttpStatusCode> DeleteAsync(string path) => (await admin.Client.DeleteAsync(path)).StatusCode;

    private Task<string> CodeOfDeleteAsync(Guid job) =>
        CampaignSteps.CodeAsync(admin.Client.DeleteAsync($"/v1/admin/jobs/{job}?reason=x"), HttpStatusCode.Conflict);

    private Task<string> CodeOfRetryAsync(Guid job) =>
        CampaignSteps.CodeAsync(RetryAsync(job), HttpStatusCode.Conflict);

    private Task<List<string>> LoggedAsync(Guid job) =>
        nodes.Database.ListAsync<string>(
            $"""
            select action || ': ' || reason from audit_log
            where table_name = 'job_queue' and row_id = '{job}' and actor_id = '{admin.Id}' order by created_at, id
            """
        );

    /// <summary>What the jobs of a test do, on whichever node, and what became of them.</summary>
    private sealed class Work
    {
        private volatile TaskCompletionSource? held;

        public volatile bool Fails;

        public ConcurrentQueue<(string Type, Guid Id)> Started { get; } = new();

        public ConcurrentQueue<(Guid Id, string Error)> GivenUp { get; } = new();

        public void Hold() => held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => held!.SetResult();

        public void Clear()
        {
            Started.Clear();
            GivenUp.Clear();
            (held, Fails) = (null, false);
        }

        public void Register(IServiceCollection services)
        {
            services.AddScoped<IJobHandler>(_ => new Handler(this, "test"));
            services.AddScoped<IJobHandler>(_ => new Handler(this, "other"));
        }

        private sealed class Handler(Work work, string type) : IJobHandler
        {
            public string JobType => type;

            public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
            {
                work.Started.Enqueue((type, job.Id));
                if (work.held is { } until)
                {
                    await until.Task.WaitAsync(cancellationToken);
                }
                if (work.Fails)
                {
                    throw new InvalidOperationException("It failed.");
                }
            }

            public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken)
            {
                work.GivenUp.Enqueue((job.Id, error));
                return Task.CompletedTask;
            }

            public Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
                Task.FromResult(true);
        }
    }
}
