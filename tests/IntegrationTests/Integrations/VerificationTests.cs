using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness.WordPress;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.Integrations;

/// <summary>What platforms answer, and which state and advice becomes of it.</summary>
internal sealed class VerificationTests
{
    private Host host = null!;
    private FakeGoHighLevel highLevel = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        highLevel = await FakeGoHighLevel.StartAsync();
        host = await Host.StartAsync(App.Current.Owner);
        host.Settings["Outgoing:AllowLoopback"] = "true";
        host.Settings["Platforms:GoHighLevelAddress"] = highLevel.Url;
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await host.DisposeAsync();
        await highLevel.DisposeAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task WordPress_is_found_with_either_sort_of_permalinks_and_proves_an_administrators_rights(bool pretty)
    {
        var server = await WordPressServer.GetAsync();
        var site = pretty ? server.Pretty : server.Plain;
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));

        integration["connectionProblem"].ShouldBeNull();
        integration["nextStep"].ShouldBeNull();
        integration["accountName"]!.GetValue<string>().ShouldBe("Lotus Yoga");
        integration["accountEmail"]!.GetValue<string>().ShouldBe("admin@example.com");
        var metadata = integration["platformMetadata"]!;
        metadata["apiRoot"]!
            .GetValue<string>()
            .ShouldBe(pretty ? $"{site.Url}/wp-json/" : $"{site.Url}/index.php?rest_route=/");
        metadata["roles"]!.AsArray().Single()!.GetValue<string>().ShouldBe("administrator");
        metadata["capabilities"]!.AsObject().ShouldAllBe(right => right.Value!.GetValue<bool>());
    }

    [Test]
    public async Task An_author_is_connected_and_told_what_is_missing_and_a_subscriber_is_not()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var author = await client.ConnectedAsync("wordpress", site.CredentialsOf("author"));
        author["connectionProblem"]!.GetValue<string>().ShouldBe("missing_rights");
        author["nextStep"]!.GetValue<string>().ShouldContain("edit_pages, publish_pages, unfiltered_html");
        author["platformMetadata"]!["capabilities"]!["publish_posts"]!.GetValue<bool>().ShouldBeTrue();

        using var other = await host.SignedInAsync();
        var reader = await other.VerifyAsync(await other.ConnectAsync("wordpress", site.CredentialsOf("subscriber")));
        reader["connectionStatus"]!.GetValue<string>().ShouldBe("error");
        reader["connectionProblem"]!.GetValue<string>().ShouldBe("missing_rights");
    }

    [Test]
    public async Task A_wrong_password_is_told_from_a_right_one_though_public_routes_answer_both()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var integration = await client.VerifyAsync(
            await client.ConnectAsync(
                "wordpress",
                new
                {
                    siteUrl = site.Url,
                    username = "admin",
                    applicationPassword = "signs in and nothing else",
                }
            )
        );
        integration["connectionProblem"]!.GetValue<string>().ShouldBe("wrong_credentials");
        integration["nextStep"]!.GetValue<string>().ShouldContain("application password");

        // Sent anew, it is the same integration, and good.
        var body = new JsonObject
        {
            ["credentials"] = System.Text.Json.JsonSerializer.SerializeToNode(site.CredentialsOf("admin")),
        };
        (await client.ChangeAsync(integration, body.ToJsonString())).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.VerifyAsync(integration))["connectionStatus"]!.GetValue<string>().ShouldBe("connected");
    }

    private static readonly (string Name, string Problem, RequestDelegate Answer)[] OddSites =
    [
        ("a page in place of the API", "not_the_platform", Page(200, "<html><body>Welcome</body></html>")),
        ("an error of the server's", "server_error", Json(500, """{"code":"x"}""")),
        ("a page about an error", "not_the_platform", Page(404, "<h1>Not found</h1>")),
        ("a captcha", "blocked", Page(403, "<html><title>Just a moment...</title></html>")),
        ("another API's JSON", "not_the_platform", Json(200, """{"namespaces":["shop/v1"]}""")),
        ("no JSON object", "not_the_platform", Json(200, "[1,2,3]")),
        ("nothing", "not_the_platform", Page(200, "")),
        ("a private network", "address_refused", Redirect(_ => "http://10.0.0.1/")),
        ("itself, again and again", "redirects_forever", Redirect(request => $"{request.Path}?x")),
        (
            "another's site",
            "redirects",
            Redirect(request => $"http://localhost:{request.Host.Port}/elsewhere", onlyFront: true)
        ),
        ("too much", "too_large", Flood),
        ("a limit", "rate_limited", Json(429, """{"code":"too_many"}""")),
    ];

    [TestCaseSource(nameof(OddSites))]
    public async Task A_site_that_is_not_as_it_should_be_is_a_state_with_advice(
        (string Name, string Problem, RequestDelegate Answer) odd
    )
    {
        await using var site = await FakeServer.StartAsync(odd.Answer);
        using var client = await host.SignedInAsync();
        var integration = await client.VerifyAsync(
            await client.ConnectAsync(
                "wordpress",
                new
                {
                    siteUrl = site.Url,
                    username = "admin",
                    applicationPassword = "abcd EFGH 1234",
                }
            )
        );
        integration["connectionProblem"]?.GetValue<string>().ShouldBe(odd.Problem, integration.ToJsonString());
        integration["connectionStatus"]!.GetValue<string>().ShouldBe("error");
        integration["nextStep"]!.GetValue<string>().ShouldNotContain("{");
    }

    [Test]
    public async Task A_slow_drip_is_not_waited_for()
    {
        await using var hasty = await Host.StartAsync(App.Current.Owner);
        hasty.Settings["Outgoing:AllowLoopback"] = "true";
        hasty.Settings["Platforms:CallPatience"] = "00:00:00.5";
        await using var site = await FakeServer.StartAsync(Drip);
        using var client = await hasty.SignedInAsync();
        var integration = await client.VerifyAsync(
            await client.ConnectAsync("simvoly", new { siteUrl = site.Url, apiKey = "site-key" })
        );
        integration["connectionProblem"]!.GetValue<string>().ShouldBe("too_slow");
    }

    [Test]
    public async Task An_agencys_token_lists_its_locations_and_one_is_chosen()
    {
        using var client = await host.SignedInAsync();
        var integration = await client.VerifyAsync(
            await client.ConnectAsync("gohighlevel", new { privateIntegrationToken = FakeGoHighLevel.AgencyToken })
        );
        integration["connectionStatus"]!.GetValue<string>().ShouldBe("pending");
        integration["connectionProblem"]!.GetValue<string>().ShouldBe("location_not_chosen");
        integration["platformMetadata"]!["locations"]!
            .AsArray()
            .Select(one => one!["name"]!.GetValue<string>())
            .ShouldBe(["Lotus Yoga", "Second studio"]);

        (await client.ChangeAsync(integration, """{"platformMetadata":{"companyId":"x"}}""")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await client.ChangeAsync(integration, """{"platformMetadata":{"locationId":"loc2"}}""")).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        var chosen = await client.VerifyAsync(integration);
        chosen["connectionStatus"]!.GetValue<string>().ShouldBe("connected", chosen.ToJsonString());
        chosen["accountName"]!.GetValue<string>().ShouldBe("Second studio");
        chosen["platformMetadata"]!["locations"]!.AsArray().Count.ShouldBe(2);
    }

    [Test]
    public async Task A_locations_token_is_connected_and_told_the_scopes_that_it_lacks()
    {
        await using var own = await FakeGoHighLevel.StartAsync();
        await using var other = await Host.StartAsync(App.Current.Owner);
        other.Settings["Outgoing:AllowLoopback"] = "true";
        other.Settings["Platforms:GoHighLevelAddress"] = own.Url;
        own.Withheld.Add("forms.readonly");
        using var client = await other.SignedInAsync();
        var integration = await client.ConnectedAsync(
            "gohighlevel",
            new { privateIntegrationToken = FakeGoHighLevel.LocationToken, locationId = "loc1" }
        );
        integration["connectionProblem"]!.GetValue<string>().ShouldBe("missing_rights");
        integration["nextStep"]!.GetValue<string>().ShouldContain("forms.readonly");
        integration["platformMetadata"]!["missingScopes"]!.AsArray().Count.ShouldBe(1);
    }

    [TestCase(FakeGoHighLevel.LocationToken, null, "pending", "location_not_chosen")]
    [TestCase(FakeGoHighLevel.LocationToken, "loc2", "error", "missing_rights")]
    [TestCase("pit-of-nobody-0123456789", "loc1", "error", "wrong_credentials")]
    public async Task A_token_that_does_not_fit_its_location_is_told_so(
        string token,
        string? location,
        string status,
        string problem
    )
    {
        using var client = await host.SignedInAsync();
        var made = location is null
            ? await client.ConnectAsync("gohighlevel", new { privateIntegrationToken = token })
            : await client.ConnectAsync("gohighlevel", new { privateIntegrationToken = token, locationId = location });
        var integration = await client.VerifyAsync(made);
        integration["connectionProblem"]!.GetValue<string>().ShouldBe(problem, integration.ToJsonString());
        integration["connectionStatus"]!.GetValue<string>().ShouldBe(status);
    }

    [TestCase("Bearer site-key", "connected", null)]
    [TestCase("Bearer another", "error", "wrong_credentials")]
    public async Task Simvoly_proves_a_sites_key(string expected, string status, string? problem)
    {
        await using var site = await FakeServer.StartAsync(context =>
            context.Request.Headers.Authorization == expected && context.Request.Path == "/api/site/contacts"
                ? Json(200, """{"items":[],"totalCount":0,"limit":1,"skip":0}""")(context)
                : Json(401, """{"success":false,"message":"Unauthorized"}""")(context)
        );
        using var client = await host.SignedInAsync();
        var integration = await client.VerifyAsync(
            await client.ConnectAsync("simvoly", new { siteUrl = site.Url, apiKey = "site-key" })
        );
        integration["connectionStatus"]!.GetValue<string>().ShouldBe(status, integration.ToJsonString());
        integration["connectionProblem"]?.GetValue<string>().ShouldBe(problem);
    }

    [Test]
    public async Task An_own_server_gets_a_signed_message_or_is_asked_with_its_token()
    {
        string? token = null;
        var signed = false;
        await using var server = await FakeServer.StartAsync(async context =>
        {
            var request = context.Request;
            token = request.Headers.Authorization;
            if (request.Method == "POST")
            {
                var body = await new StreamReader(request.Body).ReadToEndAsync();
                var content = $"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.{body}";
                signed =
                    request.Headers["webhook-signature"]
                    == "v1,"
                        + Convert.ToBase64String(
                            HMACSHA256.HashData(
                                Convert.FromBase64String("c2VjcmV0IGtleQ=="),
                                Encoding.UTF8.GetBytes(content)
                            )
                        );
                context.Response.StatusCode = 204;
                return;
            }
            await Json(200, """{"pages":[]}""")(context);
        });
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("custom", new { url = server.Url, bearerToken = "own-token" });
        token.ShouldBe("Bearer own-token");

        var secret = $$"""{"credentials":{"url":"{{server.Url}}","signingSecret":"whsec_c2VjcmV0IGtleQ=="} }""";
        (await client.ChangeAsync(integration, secret)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.VerifyAsync(integration))["connectionStatus"]!.GetValue<string>().ShouldBe("connected");
        signed.ShouldBeTrue();
        token.ShouldBeNull();
    }

    private static RequestDelegate Page(int status, string html) =>
        context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html; charset=no-such";
            return context.Response.WriteAsync(html);
        };

    private static RequestDelegate Json(int status, string json) =>
        context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(json);
        };

    private static RequestDelegate Redirect(Func<HttpRequest, string> target, bool onlyFront = false) =>
        context =>
        {
            if (!onlyFront || context.Request.Path == "/")
            {
                context.Response.Redirect(target(context.Request));
            }
            return Task.CompletedTask;
        };

    private static async Task Flood(HttpContext context)
    {
        var chunk = new byte[1024 * 1024];
        try
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The product has had enough.
        }
    }

    private static async Task Drip(HttpContext context)
    {
        await context.Response.WriteAsync("<html>");
        await context.Response.Body.FlushAsync();
        var gone = new TaskCompletionSource();
        await using var _ = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
