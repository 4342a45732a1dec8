using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Infrastructure.Integrations.GoHighLevel;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace AiWebBuilder.IntegrationTests.Integrations.Authorizations;

/// <summary>Access that a person grants on the platform's own pages, and what becomes of its tokens.</summary>
internal sealed class AuthorizationTests
{
    private Nodes nodes = null!;
    private FakeGoHighLevel fake = null!;
    private TestClock clock = null!;

    [SetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        fake = await FakeGoHighLevel.StartAsync();
        clock = new TestClock();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await fake.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task A_location_is_granted_verified_and_read_and_nothing_of_it_comes_back()
    {
        var client = await Node().SignedInAsync();
        var started = await StartedAsync(client);
        var consent = new Uri(started["authorizeUrl"]!.GetValue<string>());
        consent.GetLeftPart(UriPartial.Path).ShouldBe("https://marketplace.gohighlevel.com/v2/oauth/chooselocation");
        var query = System.Web.HttpUtility.ParseQueryString(consent.Query);
        query["client_id"].ShouldBe(FakeGrants.ClientId);
        query["redirect_uri"].ShouldBe(FakeGrants.Back);
        query["response_type"].ShouldBe("code");
        consent.Query.ShouldNotContain(started["browserKey"]!.GetValue<string>());

        var integration = await Answers.JsonAsync(
            await CompleteAsync(client, started, fake.Grants.NewCode("Location")),
            HttpStatusCode.OK
        );
        integration["connectionStatus"]!.GetValue<string>().ShouldBe("pending");
        integration = await client.VerifyAsync(integration);
        integration["connectionStatus"]!.GetValue<string>().ShouldBe("connected", integration.ToJsonString());
        (await client.SyncedAsync(integration))["status"]!.GetValue<string>().ShouldBe("completed");

        integration.ToJsonString().ShouldNotContain("access-");
        (await client.GetStringAsync("/v1/me/export")).ShouldNotContain("refresh-");
        var rows = await nodes.Database.QueryAsync<string>(
            """
            select concat((select jsonb_agg(t) from platform_tokens t), (select jsonb_agg(t) from platform_authorizations t),
                (select jsonb_agg(t) from audit_log t))
            """
        );
        rows.ShouldNotContain("access-");
        rows.ShouldNotContain("refresh-");
        rows.ShouldNotContain(started["browserKey"]!.GetValue<string>());
    }

    [Test]
    public async Task An_agency_chooses_one_of_its_locations()
    {
        var client = await Node().SignedInAsync();
        var integration = await GrantedAsync(client, "Company");
        integration = await client.VerifyAsync(integration);
        integration["connectionProblem"]!.GetValue<string>().ShouldBe("location_not_chosen");
        (await client.ChangeAsync(integration, """{"platformMetadata":{"locationId":"loc2"}}""")).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        integration = await client.VerifyAsync(integration);
        integration["connectionStatus"]!.GetValue<string>().ShouldBe("connected", integration.ToJsonString());
        integration["accountName"]!.GetValue<string>().ShouldBe("Second studio");
    }

    [Test]
    public async Task A_state_is_good_once_for_ten_minutes_and_only_where_it_began()
    {
        var node = Node();
        var client = await node.SignedInAsync();
        var started = await StartedAsync(client);
        var code = fake.Grants.NewCode("Location");

        // Another person, another browser, another state.
        await ShouldBeInvalidAsync(await CompleteAsync(await node.SignedInAsync(), started, code));
        var other = started.DeepClone();
        other["browserKey"] = (await StartedAsync(client))["browserKey"]!.GetValue<string>();
        await ShouldBeInvalidAsync(await CompleteAsync(client, other, code));
        await ShouldBeInvalidAsync(
            await client.PostAsJsonAsync(
                "/v1/integrations/authorizations/callback",
                new
                {
                    state = "made-up",
                    browserKey = started["browserKey"]!.GetValue<string>(),
                    answer = new { code },
                }
            )
        );
        fake.Grants.Asked.ShouldBeEmpty();
        // Sixteen at once: one.
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => CompleteAsync(client, started, code)));
        answers.Count(one => one.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        fake.Grants.Asked.ShouldHaveSingleItem();

        var late = await StartedAsync(client);
        await nodes.ExecuteAsync(
            "update platform_authorizations set expires_at = now() - interval '1 hour' where used_at is null"
        );
        await ShouldBeInvalidAsync(await CompleteAsync(client, late, fake.Grants.NewCode("Location")));
    }

    [Test]
    public async Task A_refusal_or_a_code_of_somebody_else_connects_nothing_and_uses_the_state_up()
    {
        var client = await Node().SignedInAsync();
        var started = await StartedAsync(client);
        using var refused = await client.PostAsJsonAsync(
            "/v1/integrations/authorizations/callback",
            new
            {
                state = StateOf(started),
                browserKey = started["browserKey"]!.GetValue<string>(),
                answer = new { error = "access_denied" },
            }
        );
        (await Answers.JsonAsync(refused, HttpStatusCode.Conflict))["code"]!
            .GetValue<string>()
            .ShouldBe("integrations.authorization_refused");
        await ShouldBeInvalidAsync(await CompleteAsync(client, started, fake.Grants.NewCode("Location")));
        using var made = await CompleteAsync(client, await StartedAsync(client), "made-up");
        (await Answers.JsonAsync(made, HttpStatusCode.Conflict))["code"]!
            .GetValue<string>()
            .ShouldBe("integrations.authorization_refused");
        (await client.GetFromJsonAsync<JsonNode>("/v1/integrations"))!["data"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task Of_sixteen_on_two_nodes_one_refreshes_and_all_have_the_new_token()
    {
        var (first, second) = (Node(), Node());
        var client = await first.SignedInAsync();
        var integration = await client.VerifyAsync(await GrantedAsync(client, "Location"));
        fake.Grants.Asked.Clear();
        clock.Advance(TimeSpan.FromHours(24));
        var connection = await ConnectionAsync(integration);
        var tokens = await Task.WhenAll(
            new[] { first, second }.SelectMany(node =>
                Enumerable
                    .Range(0, 8)
                    .Select(_ =>
                        node.Services.GetRequiredService<GoHighLevelTokens>()
                            .AccessAsync(connection, refused: null, CancellationToken.None)
                    )
            )
        );

        tokens.Distinct().ShouldHaveSingleItem();
        fake.Grants.Asked.ShouldHaveSingleItem();
        fake.Grants.KindOf(tokens[0]).ShouldBe("Location");
        // What is in place can be renewed again.
        clock.Reset();
        fake.Grants.EndAccess();
        (await second.SignedInLike(client).VerifyAsync(integration))["connectionStatus"]!
            .GetValue<string>()
            .ShouldBe("connected");
    }

    [Test]
    public async Task An_access_token_that_ends_early_is_renewed_once_in_the_middle_of_the_work()
    {
        var client = await Node().SignedInAsync();
        var integration = await client.VerifyAsync(await GrantedAsync(client, "Location"));
        fake.Grants.Asked.Clear();
        fake.Grants.EndAccess();
        (await client.VerifyAsync(integration))["connectionStatus"]!.GetValue<string>().ShouldBe("connected");
        fake.Grants.Asked.ShouldHaveSingleItem();
    }

    [Test]
    public async Task Whoever_dies_between_the_answer_and_the_store_leaves_a_connection_that_works_and_then_says_what_to_do()
    {
        var node = Node();
        var client = await node.SignedInAsync();
        var integration = await client.VerifyAsync(await GrantedAsync(client, "Location"));
        var connection = await ConnectionAsync(integration);
        // Another node has used the refresh token and was killed before it could store what came: its lease runs out.
        var before = await nodes.Database.QueryAsync<byte[]>("select sealed_tokens from platform_tokens");
        var tokens = node.Services.GetRequiredService<GoHighLevelTokens>();
        var used = await tokens.AccessAsync(connection, refused: null, CancellationToken.None);
        await tokens.AccessAsync(connection, refused: used, CancellationToken.None);
        await nodes.ExecuteAsync(
            $"update platform_tokens set sealed_tokens = '\\x{Convert.ToHexString(before)}', refreshing_until = '{clock.GetUtcNow().AddSeconds(-1):O}'"
        );
        (await client.VerifyAsync(integration))["connectionStatus"]!.GetValue<string>().ShouldBe("connected");

        fake.Grants.EndAccess();
        integration = await client.VerifyAsync(integration);
        integration["connectionProblem"]!.GetValue<string>().ShouldBe("needs_reauth", integration.ToJsonString());
        integration["nextStep"]!.GetValue<string>().ShouldContain("authorizations");
    }

    [Test]
    [TestCase("en", "has to be connected again")]
    [TestCase("de", "muss neu verbunden werden")]
    public async Task A_grant_that_ends_is_mailed_once_in_the_owners_language_and_granting_anew_keeps_what_was_found(
        string language,
        string subject
    )
    {
        var client = await Node().SignedInAsync();
        (
            await client.PatchTextAsync("/v1/me", $$$"""{"settings":{"language":"{{{language}}}"}}""", "*")
        ).EnsureSuccessStatusCode();
        fake.Locations["loc1"].Values["headline"] = "Breathe";
        var integration = await client.VerifyAsync(await GrantedAsync(client, "Location"));
        await client.SyncedAsync(integration);
        fake.Grants.Withdraw();
        (await client.SyncedAsync(integration))["status"]!.GetValue<string>().ShouldBe("failed");
        (await client.VerifyAsync(integration))["connectionProblem"]!.GetValue<string>().ShouldBe("needs_reauth");
        (await client.VerifyAsync(integration))["connectionProblem"]!.GetValue<string>().ShouldBe("needs_reauth");
        await nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'integrations.mail_reauth' and status = 'completed'"
        );
        var mails = await Task.WhenAll(
            Directory.GetFiles(nodes.Database.MailFolder, "*.eml").Select(file => MimeMessage.LoadAsync(file))
        );
        mails.Count(mail => mail.Subject == $"GoHighLevel {subject}").ShouldBe(1);

        var anew = await GrantedAsync(client, "Location");
        anew["id"]!.GetValue<string>().ShouldBe(integration["id"]!.GetValue<string>());
        (await client.VerifyAsync(anew))["connectionStatus"]!.GetValue<string>().ShouldBe("connected");
        (await client.ContentsAsync(anew, "object=customValues")).ShouldHaveSingleItem();
    }

    [Test]
    public async Task Disconnecting_forgets_the_tokens()
    {
        var client = await Node().SignedInAsync();
        var integration = await GrantedAsync(client, "Location");
        (await client.ChangeAsync(integration, """{"credentials":null}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await nodes.Database.QueryAsync<long>("select count(*) from platform_tokens")).ShouldBe(0);
    }

    [Test]
    public async Task Where_nothing_can_be_granted_it_says_so()
    {
        var client = await nodes.Start().SignedInAsync();
        foreach (var platform in (string[])["gohighlevel", "custom"])
        {
            using var answer = await client.PostAsJsonAsync(
                "/v1/integrations/authorizations",
                new { platformType = platform }
            );
            (await Answers.JsonAsync(answer, HttpStatusCode.Conflict))["code"]!
                .GetValue<string>()
                .ShouldBe("integrations.authorization_unavailable");
        }
    }

    private static async Task ShouldBeInvalidAsync(HttpResponseMessage answer) =>
        (await Answers.JsonAsync(answer, HttpStatusCode.Conflict))["code"]!
            .GetValue<string>()
            .ShouldBe("integrations.authorization_invalid");

    private async Task<JsonNode> GrantedAsync(HttpClient client, string kind) =>
        await Answers.JsonAsync(
            await CompleteAsync(client, await StartedAsync(client), fake.Grants.NewCode(kind)),
            HttpStatusCode.OK
        );

    private static async Task<JsonNode> StartedAsync(HttpClient client) =>
        await Answers.JsonAsync(
            await client.PostAsJsonAsync("/v1/integrations/authorizations", new { platformType = "gohighlevel" }),
            HttpStatusCode.Created
        );

    private static Task<HttpResponseMessage> CompleteAsync(HttpClient client, JsonNode started, string code) =>
        client.PostAsJsonAsync(
            "/v1/integrations/authorizations/callback",
            new
            {
                state = StateOf(started),
                browserKey = started["browserKey"]!.GetValue<string>(),
                answer = new { code, state = StateOf(started) },
            }
        );

    private static string StateOf(JsonNode started) =>
        System.Web.HttpUtility.ParseQueryString(new Uri(started["authorizeUrl"]!.GetValue<string>()).Query)["state"]!;

    private async Task<PlatformConnection> ConnectionAsync(JsonNode integration) =>
        new(
            Guid.Parse(integration["id"]!.GetValue<string>()),
            await nodes.Database.QueryAsync<Guid>("select user_id from platform_tokens"),
            "gohighlevel",
            new JsonObject { ["userType"] = "Location" },
            []
        );

    private WebApplicationFactory<Program> Node() =>
        nodes.Start(
            services => services.AddSingleton<TimeProvider>(clock),
            ("Outgoing:AllowLoopback", "true"),
            ("Platforms:GoHighLevelAddress", fake.Url),
            ("Platforms:GoHighLevelClientId", FakeGrants.ClientId),
            ("Platforms:GoHighLevelClientSecret", FakeGrants.ClientSecret)
        );
}
