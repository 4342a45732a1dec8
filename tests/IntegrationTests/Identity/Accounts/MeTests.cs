using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Identity.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Identity.Accounts;

/// <summary>The signed-in person's profile, sessions and usage.</summary>
public sealed class MeTests
{
    [Test]
    public async Task A_profile_is_changed_member_by_member_and_never_by_a_stale_copy()
    {
        using var client = await App.Current.SignedInAsync();
        var tag = await TagAsync(client);

        (await client.PatchTextAsync("/v1/me", """{"name":"Ana"}""", null)).StatusCode.ShouldBe((HttpStatusCode)428);
        using var changed = await client.PatchTextAsync(
            "/v1/me",
            """{"avatarUrl":"https://img.example/ana.png","settings":{"theme":"dark"}}""",
            tag
        );
        var profile = await Answers.JsonAsync(changed, HttpStatusCode.OK);
        profile["name"]!.GetValue<string>().ShouldBe("Test Person");
        profile["settings"]!["theme"]!.GetValue<string>().ShouldBe("dark");
        changed.Headers.ETag!.ToString().ShouldBe(await TagAsync(client));
        (await client.PatchTextAsync("/v1/me", """{"name":"Ana"}""", tag)).StatusCode.ShouldBe(
            HttpStatusCode.PreconditionFailed
        );
        using var cleared = await client.PatchTextAsync("/v1/me", """{"avatarUrl":null}""", await TagAsync(client));
        (await Answers.JsonAsync(cleared, HttpStatusCode.OK))["avatarUrl"].ShouldBeNull();
    }

    [TestCase("""{"name":""}""")]
    [TestCase("""{"name":null}""")]
    [TestCase("""{"name":7}""")]
    [TestCase("""{"avatarUrl":"javascript:alert(1)"}""")]
    [TestCase("""{"settings":"dark"}""")]
    [TestCase("""{"settings":{"a":"\u0000"}}""")]
    [TestCase("""{"settings":{"a":"\ud800"}}""")]
    [TestCase("""{"email":"other@example.com"}""")]
    [TestCase("""{"subscriptionTier":"agency"}""")]
    public async Task A_profile_that_cannot_be_is_refused(string body)
    {
        using var client = await App.Current.SignedInAsync();
        (await client.PatchTextAsync("/v1/me", body, await TagAsync(client))).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Test]
    public async Task Closing_an_account_ends_its_sessions_its_sign_in_and_its_pages()
    {
        var email = $"{Guid.CreateVersion7():N}@example.com";
        using var client = await App.Current.SignedInAsync(email);
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        await client.GenerateAsync(campaign);
        var page = (
            await Answers.JsonAsync(
                await client.PutAsync($"/v1/campaigns/{campaign}/publication", null),
                HttpStatusCode.OK
            )
        )["url"]!.GetValue<string>();
        using var visitor = App.Current.CreateClient();
        (await visitor.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await client.DeleteAsync("/v1/me")).StatusCode.ShouldBe((HttpStatusCode)428);
        using var close = new HttpRequestMessage(HttpMethod.Delete, "/v1/me");
        close.Headers.TryAddWithoutValidation("If-Match", await TagAsync(client));
        (await client.SendAsync(close)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await Eventually.AnswersAsync(() => client.GetAsync("/v1/me"), HttpStatusCode.Unauthorized);
        await Eventually.AnswersAsync(() => visitor.GetAsync(page), HttpStatusCode.NotFound);
        using var login = await visitor.PostAsJsonAsync(
            "/v1/auth/login",
            new { email, password = "a long enough password" }
        );
        login.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task A_device_can_be_signed_out_from_another_one()
    {
        var email = $"{Guid.CreateVersion7():N}@example.com";
        using var client = await App.Current.SignedInAsync(email);
        using var lost = App.Current.CreateClient();
        lost.DefaultRequestHeaders.UserAgent.ParseAdd("Lost/1.0");
        using var login = await lost.PostAsJsonAsync(
            "/v1/auth/login",
            new { email, password = "a long enough password" }
        );
        var tokens = await Answers.JsonAsync(login, HttpStatusCode.OK);
        lost.DefaultRequestHeaders.Authorization = new("Bearer", tokens["accessToken"]!.GetValue<string>());
        var sessions = (await client.GetFromJsonAsync<JsonNode>("/v1/me/sessions"))!["data"]!.AsArray();
        sessions.Count.ShouldBe(2);
        sessions.Count(session => session!["current"]!.GetValue<bool>()).ShouldBe(1);
        var other = sessions.Single(session => session!["userAgent"]?.GetValue<string>() == "Lost/1.0")!["id"];

        using var stranger = await App.Current.SignedInAsync();
        (await stranger.DeleteAsync($"/v1/me/sessions/{other}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        for (var again = 0; again < 2; again++)
        {
            (await client.DeleteAsync($"/v1/me/sessions/{other}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        await Eventually.AnswersAsync(() => lost.GetAsync("/v1/me"), HttpStatusCode.Unauthorized);
        using var refresh = await lost.PostAsJsonAsync(
            "/v1/auth/refresh",
            new { refreshToken = tokens["refreshToken"]!.GetValue<string>() }
        );
        refresh.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.GetFromJsonAsync<JsonNode>("/v1/me/sessions"))!["data"]!.AsArray().Count.ShouldBe(1);
    }

    [Test]
    public async Task Usage_counts_calls_and_generations_and_shows_the_tiers_limits()
    {
        using var client = await App.Current.SignedInAsync(limited: true);
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        await client.GenerateAsync(campaign);
        var me = (await client.GetFromJsonAsync<JsonNode>("/v1/me"))!;
        await App.Current.ListAsync<int>(
            $"update users set last_active_at = now() - interval '1 day' where id = '{me["id"]}' returning 1"
        );
        for (var call = 0; call < 20; call++)
        {
            (await client.GetAsync("/v1/me")).Dispose();
        }
        await App.Current.Services.GetRequiredService<ActivityMeter>().FlushAsync(CancellationToken.None);

        // The node's own timer may have begun to write them just before.
        var usage = new JsonObject();
        await Eventually.TrueAsync(
            async () =>
            {
                usage = (await client.GetFromJsonAsync<JsonObject>("/v1/me/usage"))!;
                return usage["apiCallsMade"]!.GetValue<int>() >= 23;
            },
            "all calls are counted"
        );
        usage["campaignsGenerated"]!.GetValue<int>().ShouldBe(1);
        usage["aiCreditsUsed"]!.GetValue<int>().ShouldBeGreaterThan(0);
        usage["limits"]!["campaignsGenerated"]!.GetValue<int>().ShouldBe(3);
        usage["resetsAt"]!.GetValue<DateTimeOffset>().Day.ShouldBe(1);
        var tag = await TagAsync(client);
        (
            await App.Current.QueryAsync<bool>(
                $"select last_active_at > now() - interval '1 hour' from users where id = '{me["id"]}'"
            )
        ).ShouldBeTrue();
        // Activity is no edit: a profile that is open in an editor does not become stale by it.
        (await client.PatchTextAsync("/v1/me", """{"name":"Ana"}""", tag)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task An_operators_limits_replace_the_tiers_and_a_malformed_setting_does_not()
    {
        await using var database = await App.StartAnotherAsync();
        using var client = await database.SignedInAsync(limited: true);
        await database.ListAsync<int>(
            """
            insert into app_settings (key, value)
            values ('limits.freemium', '{"campaignsGenerated": 7, "apiCallsMade": 70}') returning 1
            """
        );
        var limits = (await client.GetFromJsonAsync<JsonNode>("/v1/me/usage"))!["limits"]!;
        limits["campaignsGenerated"]!.GetValue<int>().ShouldBe(7);
        limits["storageBytesUsed"].ShouldBeNull();

        await database.ListAsync<int>("update app_settings set value = '\"many\"' returning 1");
        (await client.GetFromJsonAsync<JsonNode>("/v1/me/usage"))!["limits"]!["campaignsGenerated"]!
            .GetValue<int>()
            .ShouldBe(3);
    }

    private static async Task<string> TagAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/v1/me");
        return answer.Headers.ETag!.ToString();
    }
}
