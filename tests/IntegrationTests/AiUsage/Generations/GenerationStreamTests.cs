using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>Progress over server-sent events, as a browser reads it.</summary>
public sealed class GenerationStreamTests
{
    [Test]
    public async Task A_stream_tells_of_every_step_once_in_order_and_ends_with_the_generation()
    {
        using var client = await App.Current.SignedInAsync();
        var id = await StartAsync(client, "yoga-studio");

        var events = await ReadAllAsync(client, id, after: null);

        events[0].EventType.ShouldBe("generation.started");
        var total = JsonNode.Parse(events[0].Data)!["total"]!.GetValue<int>();
        JsonNode.Parse(events[0].Data)!["steps"]!.AsArray().Count.ShouldBe(total);
        events[^1].EventType.ShouldBe("generation.completed");
        events.Count(one => one.EventType == "step.completed").ShouldBe(total);
        events.Select(one => one.EventId).ShouldBe(Enumerable.Range(1, events.Count).Select(seq => $"{seq}"));
    }

    [Test]
    public async Task A_reader_that_comes_back_gets_what_it_missed_and_nothing_twice_on_another_node_too()
    {
        using var client = await App.Current.SignedInAsync();
        var id = await StartAsync(client, "minimal");
        var all = await ReadAllAsync(client, id, after: null);
        using var second = App.Current.WithWebHostBuilder(_ => { });
        using var elsewhere = second.CreateClient();
        elsewhere.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;

        var rest = await ReadAllAsync(elsewhere, id, after: "2");

        rest.Select(one => one.EventId).ShouldBe(all.Skip(2).Select(one => one.EventId));
        using var byQuery = await client.GetAsync($"/v1/generations/{id}/events?lastEventId={all.Count - 1}");
        (await ParseAsync(byQuery)).ShouldHaveSingleItem().EventType.ShouldBe("generation.completed");
        using var nothing = await client.GetAsync($"/v1/generations/{id}/events?lastEventId={all.Count}");
        nothing.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [TestCase("abc")]
    [TestCase("-1")]
    [TestCase("99")]
    [TestCase("99999999999999999999")]
    public async Task A_place_that_the_stream_does_not_have_is_refused(string lastEventId)
    {
        using var client = await App.Current.SignedInAsync();
        var id = await StartAsync(client, "minimal");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/generations/{id}/events");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        using var answer = await client.SendAsync(request);
        (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest))["code"]!
            .GetValue<string>()
            .ShouldBe("ai.event_unknown");
    }

    [Test]
    public async Task Another_accounts_stream_looks_like_none()
    {
        using var owner = await App.Current.SignedInAsync();
        var id = await StartAsync(owner, "minimal");
        using var stranger = await App.Current.SignedInAsync();
        (await stranger.GetAsync($"/v1/generations/{id}/events")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.DeleteAsync($"/v1/generations/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_silent_stream_is_kept_open_by_comments_and_ends_when_the_generation_does()
    {
        // Nobody works on this node, and no other node knows its queue's job: the stream is silent until the cancellation.
        using var node = App.Current.WithWebHostBuilder(host => host.UseSetting("Streams:KeepAlive", "00:00:00.05"));
        using var client = node.CreateClient();
        using var signedIn = await App.Current.SignedInAsync();
        client.DefaultRequestHeaders.Authorization = signedIn.DefaultRequestHeaders.Authorization;
        var generation = await SilentGenerationAsync(signedIn);

        using var answer = await client.GetAsync(
            $"/v1/generations/{generation}/events",
            HttpCompletionOption.ResponseHeadersRead
        );
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await lines.ReadLineAsync() != ": keep-alive") { }
        (await signedIn.DeleteAsync($"/v1/generations/{generation}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await lines.ReadToEndAsync()).ShouldContain("event: generation.cancelled");
    }

    /// <summary>A generation in processing that no job belongs to.</summary>
    /// <param name="database">The client's; null: the one of most tests.</param>
    internal static async Task<Guid> SilentGenerationAsync(HttpClient client, Host? database = null)
    {
        var campaign = await client.CreateCampaignAsync("minimal");
        return await (database ?? App.Current).QueryAsync<Guid>(
            $"""
            insert into ai_generations (id, user_id, campaign_id, generation_type, model_used, provider)
            values (gen_random_uuid(), '{campaign["userId"]}', '{campaign[
                "id"
            ]}', 'campaign', 'offline-writer-1', 'offline')
            returning id
            """
        );
    }

    private static async Task<string> StartAsync(HttpClient client, string brief)
    {
        var campaign = await client.CreateCampaignAsync(brief);
        var started = await Answers.JsonAsync(
            await client.PostAsync($"/v1/campaigns/{campaign["id"]}/generations", null),
            HttpStatusCode.Accepted
        );
        return started["id"]!.GetValue<string>();
    }

    private static async Task<List<SseItem<string>>> ReadAllAsync(HttpClient client, string id, string? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/generations/{id}/events");
        if (after is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", after);
        }
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await ParseAsync(answer);
    }

    private static async Task<List<SseItem<string>>> ParseAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync());
        List<SseItem<string>> events = [];
        await foreach (var item in parser.EnumerateAsync())
        {
            events.Add(item);
        }
        return events;
    }
}
