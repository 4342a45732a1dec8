using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Integrations;

/// <summary>An account connects a platform, changes the connection and deletes it; its credentials are never seen again.</summary>
internal sealed class ConnectionTests
{
    private const string Canary = "abcd EFGH 1234 ijkl MNOP 5678";

    private static readonly object Site = new
    {
        siteUrl = "https://www.example.com",
        username = "admin",
        applicationPassword = Canary,
    };

    [Test]
    public async Task What_is_sent_is_sealed_and_comes_back_as_a_hint()
    {
        using var client = await App.Current.SignedInAsync();
        var made = await client.ConnectAsync("wordpress", Site);

        made["connectionStatus"]!.GetValue<string>().ShouldBe("pending");
        made["connectionProblem"]!.GetValue<string>().ShouldBe("not_verified");
        made["nextStep"]!.GetValue<string>().ShouldContain("verification");
        made["credentialsHint"]!.GetValue<string>().ShouldBe("…5678");
        made["platformMetadata"]!
            .ToJsonString()
            .ShouldBe("""{"siteUrl":"https://www.example.com","username":"admin"}""");
        made["syncStatus"]!.GetValue<string>().ShouldBe("idle");
        using var read = await client.GetAsync($"/v1/integrations/{made["id"]}");
        read.Headers.ETag!.Tag.ShouldBe(made["etag"]!.GetValue<string>());
        var list = await client.GetFromJsonAsync<JsonNode>("/v1/integrations");
        list!["data"]!.AsArray().Single()!.ToJsonString().ShouldBe(made.ToJsonString());

        (await EverywhereAsync(Canary)).ShouldBeEmpty();
        (await EverywhereAsync(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Canary)))).ShouldBeEmpty();
        (
            await App.Current.QueryAsync<int>(
                $"select length(encrypted_credentials) from platform_integrations where id = '{made["id"]}'"
            )
        ).ShouldBeGreaterThan(100);
    }

    [Test]
    public async Task A_platform_is_connected_once_and_the_same_request_again_is_the_same_answer()
    {
        using var client = await App.Current.SignedInAsync();
        var first = await client.ConnectAsync("wordpress", Site);
        using var again = await client.PostAsJsonAsync(
            "/v1/integrations",
            new { platformType = "wordpress", credentials = Site }
        );
        (await Answers.JsonAsync(again, HttpStatusCode.Conflict))["code"]!
            .GetValue<string>()
            .ShouldBe("integrations.platform_connected");

        JsonNode[] answers = [await KeyedAsync(client, "connect-1"), await KeyedAsync(client, "connect-1")];
        answers[1].ToJsonString().ShouldBe(answers[0].ToJsonString());
        answers[0]["id"]!.GetValue<string>().ShouldNotBe(first["id"]!.GetValue<string>());
    }

    [TestCase(
        "wordpress",
        """{"siteUrl":"https://example.com","username":"admin"}""",
        "credentials.applicationPassword"
    )]
    [TestCase(
        "wordpress",
        """{"siteUrl":"https://example.com","username":"a","applicationPassword":"b","port":1}""",
        "credentials.port"
    )]
    [TestCase(
        "wordpress",
        """{"siteUrl":"example.com","username":"a","applicationPassword":"b"}""",
        "credentials.siteUrl"
    )]
    [TestCase(
        "wordpress",
        """{"siteUrl":"https://u:p@example.com","username":"a","applicationPassword":"b"}""",
        "credentials.siteUrl"
    )]
    [TestCase(
        "wordpress",
        """{"siteUrl":"https://example.com","username":7,"applicationPassword":"b"}""",
        "credentials.username"
    )]
    [TestCase(
        "wordpress",
        """{"siteUrl":"https://example.com","username":"a\nb","applicationPassword":"b"}""",
        "credentials.username"
    )]
    [TestCase("gohighlevel", "{}", "credentials.privateIntegrationToken")]
    [TestCase("gohighlevel", """{"privateIntegrationToken":"pit 1"}""", "credentials.privateIntegrationToken")]
    [TestCase("gohighlevel", """{"privateIntegrationToken":"pit-1","locationId":null}""", "credentials.locationId")]
    [TestCase("simvoly", """{"siteUrl":"https://example.com","clientKey":"x"}""", "credentials.apiKey")]
    [TestCase("simvoly", """{"partnerDomain":"https://example.com","clientKey":"x"}""", "credentials.partnerDomain")]
    [TestCase(
        "custom",
        """{"url":"https://example.com","bearerToken":"a","signingSecret":"b"}""",
        "credentials.signingSecret"
    )]
    [TestCase("custom", """{"url":"https://example.com","bearerToken":"a\u00e9"}""", "credentials.bearerToken")]
    [TestCase("squarespace", "{}", "platformType")]
    public async Task Credentials_are_those_that_the_platform_wants(string platform, string credentials, string field)
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.PostTextAsync(
            "/v1/integrations",
            $$"""{"platformType":"{{platform}}","credentials":{{credentials}}}"""
        );
        var problem = await Answers.JsonAsync(answer, HttpStatusCode.BadRequest);
        problem["errors"]!.AsObject().Select(error => error.Key).ShouldContain(field, problem.ToJsonString());
    }

    [TestCase("wordpress", """{"siteUrl":"https://127.0.0.1","username":"a","applicationPassword":"b"}""")]
    [TestCase("wordpress", """{"siteUrl":"https://10.1.2.3/blog","username":"a","applicationPassword":"b"}""")]
    [TestCase("simvoly", """{"siteUrl":"https://169.254.169.254","apiKey":"b"}""")]
    [TestCase("custom", """{"url":"https://[::1]/"}""")]
    [TestCase("custom", """{"url":"http://example.com/"}""")]
    public async Task An_address_that_leads_inside_is_refused_when_it_is_sent_and_when_it_is_changed(
        string platform,
        string credentials
    )
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.PostTextAsync(
            "/v1/integrations",
            $$"""{"platformType":"{{platform}}","credentials":{{credentials}}}"""
        );
        (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest))["code"]!
            .GetValue<string>()
            .ShouldBe("integrations.address_refused");

        object good = platform switch
        {
            "simvoly" => new { partnerDomain = "example.com", clientKey = "x" },
            "custom" => new { url = "https://example.com/" },
            _ => Site,
        };
        var made = await client.ConnectAsync(platform, good);
        using var changed = await client.ChangeAsync(made, $$"""{"credentials":{{credentials}}}""");
        changed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task Reconnecting_keeps_the_integration_and_disconnecting_keeps_nothing_of_the_credentials()
    {
        using var client = await App.Current.SignedInAsync();
        var made = await client.ConnectAsync("wordpress", Site);
        var path = $"/v1/integrations/{made["id"]}";
        (await client.PatchTextAsync(path, """{"accountName":"Ours"}""", null)).StatusCode.ShouldBe(
            HttpStatusCode.PreconditionRequired
        );
        var tag = made["etag"]!.GetValue<string>();
        var named = await Answers.JsonAsync(
            await client.PatchTextAsync(path, """{"accountName":" Ours "}""", tag),
            HttpStatusCode.OK
        );
        named["accountName"]!.GetValue<string>().ShouldBe("Ours");
        (await client.PatchTextAsync(path, """{"accountName":"Theirs"}""", tag)).StatusCode.ShouldBe(
            HttpStatusCode.PreconditionFailed
        );

        var gone = await Answers.JsonAsync(
            await client.ChangeAsync(made, """{"credentials":null}"""),
            HttpStatusCode.OK
        );
        gone["connectionStatus"]!.GetValue<string>().ShouldBe("disconnected");
        gone["credentialsHint"].ShouldBeNull();
        (
            await App.Current.QueryAsync<bool>(
                $"select encrypted_credentials is null from platform_integrations where id = '{made["id"]}'"
            )
        ).ShouldBeTrue();
        // There is nothing to verify.
        (await client.VerifyAsync(made))["connectionStatus"]!
            .GetValue<string>()
            .ShouldBe("disconnected");

        var back = await Answers.JsonAsync(
            await client.ChangeAsync(
                made,
                """{"credentials":{"siteUrl":"https://example.org","username":"editor","applicationPassword":"short"}}"""
            ),
            HttpStatusCode.OK
        );
        back["id"]!.GetValue<string>().ShouldBe(made["id"]!.GetValue<string>());
        back["connectionStatus"]!.GetValue<string>().ShouldBe("pending");
        // Four letters of a short one would be most of it.
        back["credentialsHint"].ShouldBeNull();
        back["platformMetadata"]!["siteUrl"]!.GetValue<string>().ShouldBe("https://example.org");
        using var chosen = await client.ChangeAsync(made, """{"platformMetadata":{"locationId":"x"}}""");
        chosen.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task What_is_deleted_leaves_nothing_of_its_credentials()
    {
        using var client = await App.Current.SignedInAsync();
        var made = await client.ConnectAsync("wordpress", Site);
        var box = await App.Current.QueryAsync<string>(
            $"select encrypted_credentials from platform_integrations where id = '{made["id"]}'"
        );
        (await client.DeleteAsync(made, tag: null)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await client.DeleteAsync(made, "\"1\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await client.DeleteAsync(made, made["etag"]!.GetValue<string>())).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        (await client.GetAsync($"/v1/integrations/{made["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await EverywhereAsync(box)).ShouldBeEmpty();
    }

    [Test]
    public async Task Credentials_copied_into_another_row_open_nothing()
    {
        using var client = await App.Current.SignedInAsync();
        using var thief = await App.Current.SignedInAsync();
        var theirs = await client.ConnectAsync("wordpress", Site);
        var mine = await thief.ConnectAsync("wordpress", Site);
        await App.Current.ExecuteAsync(
            $"""
            update platform_integrations set encrypted_credentials =
                (select encrypted_credentials from platform_integrations where id = '{theirs["id"]}')
            where id = '{mine["id"]}'
            """
        );
        var verified = await thief.VerifyAsync(mine);
        verified["connectionProblem"]!.GetValue<string>().ShouldBe("credentials_unreadable");
    }

    [TestCase("viewer", 403, 403)]
    [TestCase("editor", 403, 200)]
    [TestCase("admin", 201, 200)]
    public async Task Who_holds_credentials_is_an_admin_and_who_may_use_them_an_editor(
        string role,
        int create,
        int verify
    )
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var member = await Person.RegisterAsync(App.Current);
        await member.JoinAsync(App.Current, owner, role);
        var made = await owner.Client.ConnectAsync(
            "simvoly",
            new { partnerDomain = "nowhere.invalid", clientKey = "x" }
        );

        using var created = await member.Client.PostAsJsonAsync(
            "/v1/integrations",
            new { platformType = "wordpress", credentials = Site }
        );
        ((int)created.StatusCode).ShouldBe(create);
        using var verified = await member.Client.PostAsync($"/v1/integrations/{made["id"]}/verification", null);
        ((int)verified.StatusCode).ShouldBe(verify);
        (await member.Client.GetAsync($"/v1/integrations/{made["id"]}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_plan_allows_so_many_and_a_lower_one_leaves_the_oldest_alone()
    {
        using var person = await Person.RegisterAsync(App.Current);
        var first = await person.Client.ConnectAsync("wordpress", Site);
        var second = await person.Client.ConnectAsync("custom", new { url = "https://example.com/" });
        await App.Current.ExecuteAsync($"update users set comped_tier = null where id = '{person.Id}'");

        using var third = await person.Client.PostAsJsonAsync(
            "/v1/integrations",
            new { platformType = "simvoly", credentials = new { partnerDomain = "example.com", clientKey = "x" } }
        );
        (await Answers.JsonAsync(third, HttpStatusCode.PaymentRequired))["code"]!
            .GetValue<string>()
            .ShouldBe("plan.limit_reached");
        (await person.Client.ChangeAsync(first, """{"accountName":"Ours"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await person.Client.ChangeAsync(second, """{"accountName":"Ours"}""");
        (await Answers.JsonAsync(refused, HttpStatusCode.PaymentRequired))["code"]!
            .GetValue<string>()
            .ShouldBe("plan.over_limit");
        (await person.Client.DeleteAsync(second, "*")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static async Task<JsonNode> KeyedAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/integrations");
        request.Headers.Add("Idempotency-Key", key);
        request.Content = JsonContent.Create(
            new { platformType = "custom", credentials = new { url = "https://example.com/" } }
        );
        return await Answers.JsonAsync(await client.SendAsync(request), HttpStatusCode.Created);
    }

    /// <summary>The tables that have the text in any row.</summary>
    private static async Task<List<string>> EverywhereAsync(string text)
    {
        var tables = await App.Current.ListAsync<string>(
            "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
        );
        return await App.Current.ListAsync<string>(
            string.Join(
                " union all ",
                tables.Select(table => $"select '{table}' from \"{table}\" t where strpos(t::text, '{text}') > 0")
            )
        );
    }
}
