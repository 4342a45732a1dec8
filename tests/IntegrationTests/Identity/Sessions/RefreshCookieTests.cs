using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.Identity.Sessions;

/// <summary>A front end that keeps no lasting secret: its refresh token is in a cookie that no script reads and no other site sends.</summary>
[Parallelizable]
internal sealed class RefreshCookieTests
{
    private const string FrontEnd = "https://app.example.com";

    private Nodes nodes = null!;
    private WebApplicationFactory<Program> here = null!;
    private WebApplicationFactory<Program> there = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        (here, there) = (Start(), Start());

        WebApplicationFactory<Program> Start() =>
            nodes.Start(services: null, ("Jobs:Enabled", "false"), ("Edge:AllowedOrigins:0", FrontEnd));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await here.DisposeAsync();
        await there.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task Whoever_asks_for_it_gets_the_refresh_token_as_a_cookie_and_not_in_the_answer()
    {
        using var person = await Person.RegisterAsync(here);
        var login = new
        {
            email = person.Email,
            password = Person.Password,
            refreshCookie = true,
        };
        using var closing = new HttpRequestMessage(HttpMethod.Delete, "/v1/me");

        await GivenAsync(
            await PostAsync(
                "register",
                new
                {
                    email = $"new-{person.Email}",
                    password = Person.Password,
                    name = "Somebody",
                    refreshCookie = true,
                }
            ),
            HttpStatusCode.Created
        );
        var (cookie, _) = await GivenAsync(await PostAsync("login", login));
        (cookie, _) = await GivenAsync(await PostAsync("refresh", new { }, cookie));
        (cookie, _) = await GivenAsync(await PostAsync("account", new { accountId = person.Id }, cookie));
        // Who has it in the body may change over.
        (cookie, _) = await GivenAsync(
            await PostAsync("refresh", new { refreshToken = person.RefreshToken, refreshCookie = true })
        );
        (_, var answer) = await GivenAsync(await PostAsync("refresh", new { }, cookie));

        closing.Headers.Authorization = new("Bearer", Text(answer["accessToken"]));
        closing.Headers.TryAddWithoutValidation("If-Match", "*");
        using var client = here.CreateClient();
        (await client.SendAsync(closing)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await GivenAsync(await PostAsync("restoration", login));

        async Task<(string Cookie, JsonNode Answer)> GivenAsync(
            HttpResponseMessage response,
            HttpStatusCode expected = HttpStatusCode.OK
        )
        {
            var text = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(expected, text);
            var given = response.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
            var parts = given.Split("; ");
            parts
                .Skip(1)
                .Select(part => part.ToLowerInvariant())
                .Order()
                .ShouldBe(["httponly", "max-age=2592000", "path=/v1/auth", "samesite=strict", "secure"]);
            parts[0].ShouldStartWith("__Secure-refresh=");
            var token = parts[0].Split('=')[1];
            token.Length.ShouldBeGreaterThan(40);
            text.ShouldNotContain(token);
            var json = JsonNode.Parse(text)!;
            json["refreshToken"].ShouldBeNull();
            return (token, json);
        }
    }

    [Test]
    public async Task Tabs_that_refresh_at_once_agree_and_an_old_cookie_ends_the_session()
    {
        var first = await SignInAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(tab => PostAsync("refresh", new { }, first, node: tab % 2 == 0 ? here : there))
        );
        answers.Select(answer => answer.StatusCode).Distinct().ShouldBe([HttpStatusCode.OK]);
        var second = answers.Select(CookieOf).Distinct().ShouldHaveSingleItem();

        var third = CookieOf(await PostAsync("refresh", new { }, second));
        // Two behind: somebody has copied it.
        using var stolen = await PostAsync("refresh", new { }, first);
        stolen.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        stolen.Headers.Contains("Set-Cookie").ShouldBeFalse("the browser may have a newer one of another session");
        (await PostAsync("refresh", new { }, third)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Signing_out_clears_it_and_ends_the_session()
    {
        var cookie = await SignInAsync();
        using var signedOut = await PostAsync("logout", new { }, cookie);
        signedOut.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var cleared = signedOut.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ToLowerInvariant();
        cleared.ShouldStartWith("__secure-refresh=;");
        cleared.ShouldContain("expires=thu, 01 jan 1970");
        cleared.ShouldContain("path=/v1/auth");
        cleared.ShouldNotContain("max-age");
        cleared.ShouldContain("secure");

        (await PostAsync("refresh", new { }, cookie)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [TestCase(null)]
    [TestCase("null")]
    [TestCase("https://evil.example")]
    [TestCase("https://other.example.com")]
    [TestCase("http://app.example.com")]
    [TestCase("https://app.example.com.evil.example")]
    [TestCase("https://app.example.com:8443")]
    public async Task No_other_origin_uses_sets_or_clears_it(string? origin)
    {
        using var person = await Person.RegisterAsync(here);
        var cookie = await SignInAsync(person);
        var sessions = await SessionsAsync();
        var login = new
        {
            email = person.Email,
            password = Person.Password,
            refreshCookie = true,
        };
        foreach (
            var (operation, body) in new (string, object)[]
            {
                ("login", login),
                ("refresh", new { }),
                ("account", new { accountId = person.Id }),
                ("logout", new { }),
                ("refresh", new { refreshToken = person.RefreshToken, refreshCookie = true }),
            }
        )
        {
            using var answer = await PostAsync(operation, body, cookie, origin);
            var problem = await Answers.JsonAsync(answer, HttpStatusCode.Forbidden);
            Text(problem["code"]).ShouldBe("auth.origin_not_allowed");
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }

        // Nothing was done: no session more, none less, and none moved on.
        (await SessionsAsync()).ShouldBe(sessions);
        (await PostAsync("refresh", new { }, cookie, "http://localhost")).StatusCode.ShouldBe(
            HttpStatusCode.OK,
            "the server's own pages may"
        );

        Task<List<string>> SessionsAsync() =>
            nodes.Database.ListAsync<string>(
                $"select id || ' ' || counter || ' ' || (revoked_at is null) from user_sessions where user_id = '{person.Id}' order by id"
            );
    }

    [Test]
    public async Task Without_one_or_with_two_of_the_name_there_is_no_token()
    {
        var cookie = await SignInAsync();
        foreach (var operation in new[] { "refresh", "logout" })
        {
            (await PostAsync(operation, new { })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (
                await PostAsync(operation, new { }, $"{cookie}; __Secure-refresh={await SignInAsync()}")
            ).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        (await PostAsync("refresh", new { }, $"{cookie}; other=1")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Who_sends_the_token_in_the_body_is_not_concerned()
    {
        using var person = await Person.RegisterAsync(here);
        var cookie = await SignInAsync();
        // A program says no origin; and the body goes before a cookie that comes along.
        using var answer = await PostAsync("refresh", new { refreshToken = person.RefreshToken }, cookie, origin: null);
        var tokens = await Answers.JsonAsync(answer, HttpStatusCode.OK);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        tokens["user"]!["id"]!.GetValue<Guid>().ShouldBe(person.Id);
        using var signedOut = await PostAsync(
            "logout",
            new { refreshToken = Text(tokens["refreshToken"]) },
            cookie,
            origin: null
        );
        signedOut.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        signedOut.Headers.Contains("Set-Cookie").ShouldBeFalse();

        (await PostAsync("refresh", new { }, cookie)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> SignInAsync(Person? known = null)
    {
        using var person = known is null ? await Person.RegisterAsync(here) : null;
        var who = known ?? person!;
        return CookieOf(
            await PostAsync(
                "login",
                new
                {
                    email = who.Email,
                    password = Person.Password,
                    refreshCookie = true,
                }
            )
        );
    }

    private async Task<HttpResponseMessage> PostAsync(
        string operation,
        object body,
        string? cookie = null,
        string? origin = FrontEnd,
        WebApplicationFactory<Program>? node = null
    )
    {
        using var client = (node ?? here).CreateClient(new() { HandleCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/auth/{operation}")
        {
            Content = JsonContent.Create(body),
        };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", $"__Secure-refresh={cookie}");
        }
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }
        return await client.SendAsync(request);
    }

    private static string CookieOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().Split(';')[0].Split('=')[1];

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
