using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Analytics;
using AiWebBuilder.IntegrationTests.Campaigns.Generation;
using AiWebBuilder.IntegrationTests.Harness;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Operations.Jobs;

/// <summary>kill -9 of the built program, at the worst moment.</summary>
internal sealed class KilledProcessTests
{
    [Test]
    public async Task A_generation_survives_a_killed_server_and_a_killed_worker_and_nothing_is_doubled_or_booked_twice()
    {
        await using var nodes = await Nodes.CreateAsync();
        // The second section waits for lock 41 and the third for lock 42, each inside its transaction, so that the processes die
        // with one open.
        await nodes.ExecuteAsync(
            """
            create function hold() returns trigger language plpgsql as $$
            begin
                perform pg_advisory_xact_lock(40 + (select count(*) from campaign_components));
                return new;
            end $$;
            create trigger hold before insert on campaign_components for each row execute function hold();
            """
        );
        await using var holder = new NpgsqlConnection(nodes.Database.Owner + ";Pooling=false");
        await holder.OpenAsync();
        await ExecuteAsync("select pg_advisory_lock(41), pg_advisory_lock(42)");

        await using var first = await ProductProcess.StartAsync(nodes.Database, "serve");
        using var client = await first.SignedInAsync();
        var (campaign, generation) = await FourSections.StartAsync(client);
        await DiesWaitingAsync(first, 41);
        await FourSections.LandedShouldBeAsync(nodes, generation, 1);

        await using var second = await ProductProcess.StartAsync(nodes.Database, "worker");
        await nodes.ExpireLeasesAsync();
        await DiesWaitingAsync(second, 42);
        await FourSections.LandedShouldBeAsync(nodes, generation, 2);

        await using var third = await ProductProcess.StartAsync(nodes.Database, "serve");
        await nodes.ExpireLeasesAsync();
        using var sameClient = third.SignedInLike(client);
        (await sameClient.WaitForGenerationAsync(generation, campaign))["status"]!
            .GetValue<string>()
            .ShouldBe("completed");
        await nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'campaigns.generate' and status = 'completed' and attempts = 3"
        );
        await FourSections.ShouldBeWholeAsync(nodes, campaign, generation);

        async Task DiesWaitingAsync(ProductProcess process, int key)
        {
            await nodes.WaitUntilAsync(
                $"""
                select from pg_locks join pg_database d on d.oid = database
                where datname = current_database() and locktype = 'advisory' and (classid, objid) = (0, {key}) and not granted
                """
            );
            await process.KillAsync();
            await ExecuteAsync($"select pg_advisory_unlock({key})");
        }

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, holder);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Test]
    public async Task Every_event_that_was_accepted_is_stored_and_sending_all_of_them_again_stores_none_twice()
    {
        const int Enough = 400;
        using var site = await Site.PublishAsync();
        await using var server = await ProductProcess.StartAsync(App.Current, "serve", ("Jobs__Enabled", "false"));
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Site.Browser);
        var sent = new ConcurrentBag<JsonObject>();
        var accepted = new ConcurrentBag<Guid>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var visitors = Enumerable.Range(0, 32).Select(_ => SendUntilItDiesAsync()).ToArray();

        await Task.WhenAny(enough.Task, Task.WhenAll(visitors)).WaitAsync(Eventually.Patience);
        await server.KillAsync();
        await Task.WhenAll(visitors);

        accepted.Count.ShouldBeGreaterThanOrEqualTo(Enough);
        var stored = await StoredAsync();
        stored.ShouldBeUnique();
        accepted.Except(stored).ShouldBeEmpty();
        sent.Count.ShouldBeGreaterThan(accepted.Count, "the process was to die with requests under way");

        using var visitor = Site.Visitor();
        foreach (var some in sent.Chunk(20))
        {
            await site.SendAsync(visitor, [.. some]);
        }
        (await StoredAsync()).Order().ShouldBe(sent.Select(one => Guid.Parse(one["id"]!.GetValue<string>())).Order());
        (await site.AnalyticsAsync())["totals"]!["views"]!.GetValue<long>().ShouldBe(sent.Count);

        Task<List<Guid>> StoredAsync() =>
            App.Current.ListAsync<Guid>($"select id from campaign_events where campaign_id = '{site.Id}'");

        async Task SendUntilItDiesAsync()
        {
            for (var count = 0; count < 10 * Enough; count++)
            {
                var view = (JsonObject)Site.View();
                sent.Add(view);
                try
                {
                    using var answer = await http.PostTextAsync("/e", site.Body(view));
                    answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
                    accepted.Add(Guid.Parse(view["id"]!.GetValue<string>()));
                }
                catch (HttpRequestException)
                {
                    return;
                }
                if (accepted.Count >= Enough)
                {
                    enough.TrySetResult();
                }
            }
        }
    }
}
