using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Http;

/// <summary>A POST that is sent again with the same key.</summary>
public sealed class IdempotencyTests
{
    private const string Body = """{"name":"Once","type":"landing_page"}""";

    [Test]
    public async Task Sixteen_at_once_make_one_campaign_and_get_one_answer()
    {
        using var client = await App.Current.SignedInAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => PostAsync(client, "/v1/campaigns", Body, "parallel"))
        );

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        bodies.Distinct().ShouldHaveSingleItem();
        answers.Select(answer => answer.Headers.Location!.ToString()).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => !answer.Headers.Contains("Idempotent-Replayed")).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Content.Headers.ContentType!.MediaType == "application/json");
        (await CampaignsAsync(client)).ShouldBe(1);
    }

    [Test]
    public async Task A_generation_is_started_once_however_often_it_is_asked_for()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"];
        var path = $"/v1/campaigns/{campaign}/generations";

        using var first = await PostAsync(client, path, "{}", "generate");
        using var second = await PostAsync(client, path, "{}", "generate");

        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        second.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (
            await App.Current.QueryAsync<long>($"select count(*) from ai_generations where campaign_id = '{campaign}'")
        ).ShouldBe(1);
    }

    [Test]
    public async Task A_key_means_one_request_of_one_account_to_one_operation()
    {
        using var client = await App.Current.SignedInAsync();
        using var other = await App.Current.SignedInAsync();
        using var first = await PostAsync(client, "/v1/campaigns", Body, "shared");

        using var mismatch = await PostAsync(client, "/v1/campaigns", Body.Replace("Once", "Twice"), "shared");
        using var stranger = await PostAsync(other, "/v1/campaigns", Body, "shared");
        using var plan = await PostAsync(client, $"{first.Headers.Location}/plan", "{}", "shared");

        (await Answers.JsonAsync(mismatch, HttpStatusCode.UnprocessableEntity))["code"]!
            .GetValue<string>()
            .ShouldBe("idempotency.mismatch");
        stranger.StatusCode.ShouldBe(HttpStatusCode.Created);
        stranger.Headers.Location.ShouldNotBe(first.Headers.Location);
        plan.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CampaignsAsync(client)).ShouldBe(1);
    }

    [Test]
    public async Task A_refused_request_leaves_its_key_free()
    {
        using var client = await App.Current.SignedInAsync();
        using var refused = await PostAsync(client, "/v1/campaigns", """{"name":"","type":"landing_page"}""", "again");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");

        using var mended = await PostAsync(client, "/v1/campaigns", Body, "again");

        mended.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task While_the_first_is_under_way_a_repetition_is_told_to_come_back()
    {
        using var client = await App.Current.SignedInAsync();
        await ReservedElsewhereAsync(client, "busy", "now() + interval '1 minute'", applied: false);

        using var answer = await PostAsync(client, "/v1/campaigns", Body, "busy");

        (await Answers.JsonAsync(answer, HttpStatusCode.Conflict))["code"]!
            .GetValue<string>()
            .ShouldBe("idempotency.in_flight");
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await CampaignsAsync(client)).ShouldBe(0);
    }

    [Test]
    public async Task A_request_that_died_before_its_effect_is_carried_out_by_the_next_one()
    {
        using var client = await App.Current.SignedInAsync();
        await ReservedElsewhereAsync(client, "died", "now() - interval '1 second'", applied: false);

        using var answer = await PostAsync(client, "/v1/campaigns", Body, "died");

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await CampaignsAsync(client)).ShouldBe(1);
    }

    [Test]
    public async Task A_request_that_died_after_its_effect_is_never_repeated()
    {
        using var client = await App.Current.SignedInAsync();
        await ReservedElsewhereAsync(client, "done", "now() - interval '1 second'", applied: true);

        using var answer = await PostAsync(client, "/v1/campaigns", Body, "done");

        (await Answers.JsonAsync(answer, HttpStatusCode.Conflict))["code"]!
            .GetValue<string>()
            .ShouldBe("idempotency.answer_lost");
        (await CampaignsAsync(client)).ShouldBe(0);
    }

    [TestCase(" ")]
    [TestCase("ключ")]
    [TestCase("two keys")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await PostAsync(client, "/v1/campaigns", Body, key);
        (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest))["code"]!
            .GetValue<string>()
            .ShouldBe("idempotency.key_invalid");
    }

    /// <summary>A reservation by a request on another node, of the same fingerprint.</summary>
    private static async Task ReservedElsewhereAsync(HttpClient client, string key, string lockedUntil, bool applied)
    {
        // A request that is refused shows the fingerprint only while it runs, so a finished twin lends its own.
        using var twin = await App.Current.SignedInAsync();
        using var made = await PostAsync(twin, "/v1/campaigns", Body, key);
        var me = (await client.GetFromJsonAsync<JsonNode>("/v1/me"))!["id"];
        var other = (await twin.GetFromJsonAsync<JsonNode>("/v1/me"))!["id"];
        await App.Current.ListAsync<int>(
            $"""
            update idempotency_keys
            set user_id = '{me}', status = null, body = null, applied = {applied}, locked_until = {lockedUntil}
            where user_id = '{other}' and key = '{key}' returning 1
            """
        );
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    private static async Task<int> CampaignsAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonNode>("/v1/campaigns"))!["data"]!.AsArray().Count;
}
