using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns;

/// <summary>Sixteen requests at once: one wins, the others hear why not, and nothing is broken or doubled.</summary>
internal sealed class ConcurrencyTests
{
    private const int AtOnce = 16;

    [Test]
    public async Task Of_edits_of_one_copy_one_is_kept()
    {
        using var client = await App.Current.SignedInAsync();
        var id = (await client.CreateCampaignAsync("minimal"))["id"];
        using var read = await client.GetAsync($"/v1/campaigns/{id}");
        var tag = read.Headers.ETag!.ToString();

        var answers = await AtOnceAsync(number =>
            client.PatchTextAsync($"/v1/campaigns/{id}", $$"""{"name":"Edit {{number}}"}""", tag)
        );

        Counts(answers).ShouldBe([(HttpStatusCode.OK, 1), (HttpStatusCode.PreconditionFailed, AtOnce - 1)]);
        var won = await Answers.JsonAsync(
            answers.Single(answer => answer.StatusCode == HttpStatusCode.OK),
            HttpStatusCode.OK
        );
        (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}"))!["name"]!
            .GetValue<string>()
            .ShouldBe(won["name"]!.GetValue<string>());
    }

    [Test]
    public async Task Of_generations_of_one_campaign_one_is_started([Values] bool launched)
    {
        using var client = await App.Current.SignedInAsync();
        var id = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        if (launched)
        {
            await client.GenerateAsync(id);
            (await client.PutAsync($"/v1/campaigns/{id}/publication", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        // The worker would end the first before the last is asked for.
        await using var held = await HeldWorkAsync(id);

        var answers = await AtOnceAsync(_ => client.PostAsync($"/v1/campaigns/{id}/generations", null));

        Counts(answers).ShouldBe([(HttpStatusCode.Accepted, 1), (HttpStatusCode.Conflict, AtOnce - 1)]);
        foreach (var refused in answers.Where(answer => answer.StatusCode == HttpStatusCode.Conflict))
        {
            (await Answers.JsonAsync(refused, HttpStatusCode.Conflict))["code"]!
                .GetValue<string>()
                .ShouldBe("campaigns.generating");
        }
        var started = await Answers.JsonAsync(
            answers.Single(answer => answer.StatusCode == HttpStatusCode.Accepted),
            HttpStatusCode.Accepted
        );
        await held.DisposeAsync();
        (await client.WaitForGenerationAsync(started["id"]!.GetValue<string>(), id))["status"]!
            .GetValue<string>()
            .ShouldBe("completed");
    }

    [Test]
    public async Task Publishing_again_and_again_gives_one_publication()
    {
        using var client = await App.Current.SignedInAsync();
        var id = await ReadyAsync(client);

        var answers = await AtOnceAsync(_ => client.PutAsync($"/v1/campaigns/{id}/publication", null));

        Counts(answers).ShouldBe([(HttpStatusCode.OK, AtOnce)]);
        (
            await App.Current.QueryAsync<string>(
                $"""
                select count(distinct p.campaign_id) || ' ' || count(*) filter (where page = 'index') from publications p
                join published_pages using (campaign_id) where campaign_id = '{id}'
                """
            )
        ).ShouldBe("1 1");
    }

    [Test]
    public async Task Of_two_campaigns_at_one_address_one_gets_it()
    {
        using var client = await App.Current.SignedInAsync();
        string[] ids = [await ReadyAsync(client), await ReadyAsync(client)];
        var slug = $"address-{ids[0][^8..]}";

        var answers = await AtOnceAsync(number =>
            client.PutAsJsonAsync($"/v1/campaigns/{ids[number % 2]}/publication", new { slug })
        );

        Counts(answers).ShouldBe([(HttpStatusCode.OK, AtOnce / 2), (HttpStatusCode.Conflict, AtOnce / 2)]);
        foreach (var refused in answers.Where(answer => answer.StatusCode == HttpStatusCode.Conflict))
        {
            (await Answers.JsonAsync(refused, HttpStatusCode.Conflict))["code"]!
                .GetValue<string>()
                .ShouldBe("campaigns.slug_taken");
        }
    }

    [Test]
    public async Task A_published_campaign_that_is_deleted_is_gone_from_the_net_and_stays_on_the_books()
    {
        using var client = await App.Current.SignedInAsync();
        var id = await ReadyAsync(client);
        var publication = await Answers.JsonAsync(
            await client.PutAsync($"/v1/campaigns/{id}/publication", null),
            HttpStatusCode.OK
        );
        var url = publication["url"]!.GetValue<string>();
        (await client.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var read = await client.GetAsync($"/v1/campaigns/{id}");
        var tag = read.Headers.ETag!;

        var answers = await AtOnceAsync(_ =>
        {
            var delete = new HttpRequestMessage(HttpMethod.Delete, $"/v1/campaigns/{id}");
            delete.Headers.IfMatch.Add(tag);
            return client.SendAsync(delete);
        });

        Counts(answers).ShouldBe([(HttpStatusCode.NoContent, 1), (HttpStatusCode.NotFound, AtOnce - 1)]);
        (await client.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (
            await App.Current.QueryAsync<long>(
                $"select count(*) from ai_ledger join ai_generations g on g.id = generation_id where g.user_id = '{await UserAsync(client)}'"
            )
        ).ShouldBeGreaterThan(0);
    }

    [Test]
    public async Task Publishing_and_deleting_at_once_leaves_all_or_nothing()
    {
        using var client = await App.Current.SignedInAsync();
        var id = await ReadyAsync(client);

        var answers = await AtOnceAsync(number =>
        {
            var request = new HttpRequestMessage(
                number % 2 == 0 ? HttpMethod.Put : HttpMethod.Delete,
                $"/v1/campaigns/{id}{(number % 2 == 0 ? "/publication" : "")}"
            );
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            return client.SendAsync(request);
        });

        answers.ShouldAllBe(answer =>
            answer.StatusCode == HttpStatusCode.OK
            || answer.StatusCode == HttpStatusCode.NoContent
            || answer.StatusCode == HttpStatusCode.NotFound
            // It read the campaign before the deletion and its components after it: preflight found none.
            || answer.StatusCode == HttpStatusCode.Conflict
        );
        answers.Count(answer => answer.StatusCode == HttpStatusCode.NoContent).ShouldBe(1);
        (await App.Current.QueryAsync<long>($"select count(*) from publications where campaign_id = '{id}'")).ShouldBe(
            0
        );
    }

    internal static Task<HttpResponseMessage[]> AtOnceAsync(Func<int, Task<HttpResponseMessage>> send) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(number => Task.Run(() => send(number))));

    internal static List<(HttpStatusCode Status, int Count)> Counts(IEnumerable<HttpResponseMessage> answers) =>
        [
            .. answers
                .CountBy(answer => answer.StatusCode)
                .OrderBy(status => status.Key)
                .Select(status => (status.Key, status.Value)),
        ];

    private static async Task<string> UserAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonNode>("/v1/me"))!["id"]!.GetValue<string>();

    private static async Task<string> ReadyAsync(HttpClient client)
    {
        var id = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        await client.GenerateAsync(id);
        return id;
    }

    /// <summary>Keeps the worker from landing anything for the campaign: it waits for the rows that each landing writes.</summary>
    private static async Task<IAsyncDisposable> HeldWorkAsync(string campaign)
    {
        var connection = new Npgsql.NpgsqlConnection(App.Current.Owner + ";Pooling=false");
        await connection.OpenAsync();
        await using var hold = new Npgsql.NpgsqlCommand(
            $"""
            begin;
            insert into ai_cost_tracking (user_id, date)
            select user_id, (now() at time zone 'utc')::date from campaigns where id = '{campaign}'
            on conflict (user_id, date) do update set date = excluded.date;
            """,
            connection
        );
        await hold.ExecuteNonQueryAsync();
        return connection;
    }
}
