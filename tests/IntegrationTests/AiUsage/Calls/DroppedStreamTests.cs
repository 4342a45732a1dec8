using System.Net;
using System.Text;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Campaigns.Generation;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Calls;

/// <summary>A stream on a bad line, on two nodes, while a provider answers as slowly as the test wants.</summary>
internal sealed class DroppedStreamTests
{
    /// <summary>The shortest event is longer.</summary>
    private const int LessThanAnEvent = 40;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task A_stream_that_drops_ten_times_is_in_the_end_the_stream_that_never_did(int seed)
    {
        await using var stage = await AiStage.SetAsync();
        using var answers = new SemaphoreSlim(0);
        stage.OpenAi.Chooses = _ => new Behaviour { Hold = answers.WaitAsync() };
        var nodes = new[] { stage.Start(), stage.Nodes.StartWithoutJobs() };
        using var person = await Person.RegisterAsync(nodes[0]);
        using var elsewhere = nodes[1].SignedInLike(person.Client);
        var clients = new[] { person.Client, elsewhere };
        var (id, steps) = await StartAsync(person.Client);
        var whole = ReadAsync(person.Client, id, after: null, int.MaxValue);

        // Only this test's order of drops is random, and the same for the same seed.
        var random = new Random(seed);
        var received = "";
        var (drops, pending) = (0, 1);
        while (drops < 10)
        {
            if (drops < 6)
            {
                // At least this event comes in any case: nobody waits for what will never be.
                answers.Release();
                pending++;
            }
            else if (drops == 6)
            {
                answers.Release(steps);
                await whole;
                pending = steps + 2 - EventsIn(received);
            }
            var part = await ReadAsync(
                clients[drops % 2],
                id,
                LastIdIn(received),
                random.Next(1, LessThanAnEvent * Math.Min(pending, 3))
            );
            drops++;
            // What is no whole event is thrown away, as every reader of such streams does.
            var complete = part[
                ..(part.LastIndexOf("\n\n", StringComparison.Ordinal) is var end and >= 0 ? end + 2 : 0)
            ];
            received += complete;
            pending -= EventsIn(complete);
            pending.ShouldBeGreaterThan(0);
        }
        received += await ReadAsync(clients[0], id, LastIdIn(received), int.MaxValue);

        received.ShouldBe(await whole);
        EventsIn(received).ShouldBe(steps + 2);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Cancelling_keeps_and_settles_what_has_landed_and_charges_the_call_under_way()
    {
        await using var stage = await AiStage.SetAsync();
        using var answers = new SemaphoreSlim(3);
        stage.OpenAi.Chooses = _ => new Behaviour { Hold = answers.WaitAsync() };
        var node = stage.Start();
        using var person = await Person.RegisterAsync(node);
        var (_, id) = await FourSections.StartAsync(person.Client, AiStage.Gpt);
        await Eventually.TrueAsync(() => stage.OpenAi.Calls.Count >= 4);

        (await person.Client.DeleteAsync($"/v1/generations/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answers.Release();
        await stage.Nodes.WaitUntilAsync("select from ai_calls where failure = 'abandoned'");

        var generation = await Answers.JsonAsync(
            await person.Client.GetAsync($"/v1/generations/{id}"),
            HttpStatusCode.OK
        );
        generation.Text("status").ShouldBe("cancelled");
        var landed = generation["steps"]!.AsArray().Where(step => step.Text("status") == "completed").ToArray();
        landed.Length.ShouldBe(3);
        landed.ShouldAllBe(step => step!["cost"]!.GetValue<decimal>() > 0);
        var underWay = generation["steps"]![3]!;
        underWay["cost"]!.GetValue<decimal>().ShouldBe(landed[0]!["cost"]!.GetValue<decimal>());
        underWay["failures"]!.AsArray().ShouldHaveSingleItem().Text("failure").ShouldBe("abandoned");
        (await person.Client.ComponentsAsync(generation.Text("campaignId"))).Count.ShouldBe(3);
        (await stage.QueryAsync<long>("select count(*) from ai_calls where state = 'settled'")).ShouldBe(4);
        (await stage.QueryAsync<long>("select count(*) from ai_calls")).ShouldBe(4);
        (await ReadAsync(person.Client, id, after: null, int.MaxValue)).ShouldContain("event: generation.cancelled");
        await stage.BooksShouldAgreeAsync();
    }

    private static async Task<(string Id, int Steps)> StartAsync(HttpClient client)
    {
        var campaign = (await client.CreateCampaignAsync("yoga-studio")).Text("id");
        var started = await Answers.JsonAsync(
            await client.PostTextAsync($"/v1/campaigns/{campaign}/generations", $$"""{"model":"{{AiStage.Gpt}}"}"""),
            HttpStatusCode.Accepted
        );
        var generation = await Answers.JsonAsync(
            await client.GetAsync($"/v1/generations/{started.Text("id")}"),
            HttpStatusCode.OK
        );
        return (started.Text("id"), generation["steps"]!.AsArray().Count);
    }

    /// <summary>Reads so many bytes of the stream, and hangs up; comments are left out.</summary>
    private static async Task<string> ReadAsync(HttpClient client, string id, string? after, int atMost)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/generations/{id}/events");
        if (after is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", after);
        }
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var bytes = new List<byte>();
        var buffer = new byte[64];
        while (
            bytes.Count < atMost
            && await body.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, atMost - bytes.Count)))
                is var read
                    and > 0
        )
        {
            bytes.AddRange(buffer.AsSpan(0, read));
        }
        return Encoding.UTF8.GetString([.. bytes]).Replace(": keep-alive\n\n", "", StringComparison.Ordinal);
    }

    private static int EventsIn(string stream) => stream.Split("\n\n").Length - 1;

    private static string? LastIdIn(string stream) =>
        stream.Split('\n').LastOrDefault(line => line.StartsWith("id: ", StringComparison.Ordinal))?[4..];
}
