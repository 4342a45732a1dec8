using System.Net;
using System.Net.Http.Json;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Http;

/// <summary>Limits, headers and addresses, before any endpoint is reached.</summary>
public sealed class EdgeTests
{
    [TestCase("/v1/campaigns?q=%00")]
    [TestCase("/v1/campaigns?cursor=%00")]
    [TestCase("/v1/campaigns?status=a%00b")]
    [TestCase("/v1/campaigns?%00=1")]
    [TestCase("/v1/ai/generations?type=%00")]
    [TestCase("/v1/audit-log?table=%00")]
    public async Task An_address_that_the_database_could_not_store_is_refused(string address)
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.GetAsync(address);
        (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest))["code"]!
            .GetValue<string>()
            .ShouldBe("request.malformed");
    }

    [TestCase("""{"name":"x","type":"landing_page","performanceRequirements":{"a":"\u0000"}}""")]
    [TestCase("""{"name":"x","type":"landing_page","performanceRequirements":{"a":["\udc00"]}}""")]
    [TestCase("""{"name":"x","type":"landing_page","performanceRequirements":{"\u0000":1}}""")]
    [TestCase("""{"name":"x","type":"landing_page","performanceRequirements":{"a":1,"a":2}}""")]
    [TestCase("""{"name":"x","type":"landing_page","performanceRequirements":[]}""")]
    public async Task Free_form_JSON_that_the_database_could_not_store_is_refused(string body)
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.PostTextAsync("/v1/campaigns", body);
        (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest))["code"]!
            .GetValue<string>()
            .ShouldBe("request.malformed");
    }

    [TestCase("/v1/campaigns?q=%ED%A0%80")]
    [TestCase("/v1/campaigns?cursor=%ED%A0%80")]
    [TestCase("/v1/campaigns?limit=abc")]
    [TestCase("/v1/campaigns?limit=99999999999999999999")]
    [TestCase("/v1/ai/generations?campaignId=abc")]
    [TestCase("/v1/ai/costs?from=2026-02-30")]
    [TestCase("/v1/ai/costs?from=0001-01-01&to=9999-12-31")]
    [TestCase("/v1/ai/costs?groupBy=day;drop")]
    [TestCase("/v1/campaigns/0197f3a0-0000-7000-8000-000000000000/analytics?to=0001-01-01")]
    [TestCase("/v1/campaigns/0197f3a0-0000-7000-8000-000000000000/analytics/export.csv?to=0001-01-01")]
    [TestCase("/v1/campaigns/0197f3a0-0000-7000-8000-000000000000/analytics?to=0001-01-01&interval=week")]
    public async Task A_hostile_query_is_never_an_error_of_the_server(string address)
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.GetAsync(address);
        ((int)answer.StatusCode).ShouldBeLessThan(500);
    }

    [TestCase("/v1/auth/login", """{"email":"a@example.com","password":"\ufffe12345678"}""")]
    [TestCase("/v1/auth/register", """{"email":"a@example.com","password":"\ufffe12345678","name":"A"}""")]
    [TestCase("/v1/campaigns", """{"name":"\ufffe","type":"landing_page"}""")]
    [TestCase("/v1/campaigns", """{"name":"x","type":"landing_page","performanceRequirements":{"a":"\ufffe"}}""")]
    public async Task A_byte_order_mark_the_wrong_way_round_is_refused_before_anything_trips_over_it(
        string address,
        string body
    )
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.PostTextAsync(address, body);
        (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest))["code"]!
            .GetValue<string>()
            .ShouldBe("request.malformed");
    }

    [TestCase("/v1/auth/login")]
    [TestCase("/V1/auth/login", Description = "routing does not tell it from the first")]
    [TestCase("/v1/AUTH/login/")]
    public async Task Sign_in_is_limited_by_address_and_says_when_to_come_back(string address)
    {
        using var node = App.Current.WithWebHostBuilder(host => host.UseSetting("RateLimits:AuthPerMinute", "3"));
        using var client = node.CreateClient();
        var credentials = new { email = $"{Guid.CreateVersion7():N}@example.com", password = "not the password" };
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var wrong = await client.PostAsJsonAsync("/v1/auth/login", credentials);
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var limited = await client.PostAsJsonAsync(address, credentials);

        limited.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await Answers.JsonAsync(limited, HttpStatusCode.TooManyRequests))["code"]!
            .GetValue<string>()
            .ShouldBe("request.too_many");
        limited.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Accounts_do_not_use_up_each_others_limits_and_published_pages_have_none()
    {
        using var node = App.Current.WithWebHostBuilder(host =>
            host.UseSetting("RateLimits:RequestsPerMinute", "2")
                .UseSetting("RateLimits:AiPerMinute", "1")
                .UseSetting("RateLimits:ExportsPerMinute", "1")
                .UseSetting("RateLimits:InvitationsPerMinute", "1")
        );
        using var first = node.CreateClient();
        using var one = await App.Current.SignedInAsync();
        first.DefaultRequestHeaders.Authorization = one.DefaultRequestHeaders.Authorization;
        using var second = node.CreateClient();
        using var two = await App.Current.SignedInAsync();
        second.DefaultRequestHeaders.Authorization = two.DefaultRequestHeaders.Authorization;

        (await first.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await first.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await first.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await second.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var generations = $"/v1/campaigns/{Guid.CreateVersion7()}/generations";
        (await first.PostAsync(generations, null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await first.PostAsync(generations + "/", null)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await first.GetAsync("/v1/me/export")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await first.GetAsync("/v1/me/EXPORT/")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var invitation = new { email = "guest@example.com", role = "viewer" };
        (await first.PostAsJsonAsync("/v1/members", invitation)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await first.PostAsJsonAsync("/v1/members", invitation)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        for (var visit = 0; visit < 10; visit++)
        {
            (await first.GetAsync("/p/none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [TestCase("192.0.2.1", HttpStatusCode.TooManyRequests, TestName = "Anybody_may_claim_a_forwarded_address_in_vain")]
    [TestCase("10.1.2.3", HttpStatusCode.Unauthorized, TestName = "A_trusted_proxy_is_believed_about_its_clients")]
    public async Task Forwarded_addresses_count_only_when_a_trusted_proxy_names_them(
        string sender,
        HttpStatusCode second
    )
    {
        using var node = App.Current.WithWebHostBuilder(host =>
            host.UseSetting("RateLimits:AuthPerMinute", "1")
                .UseSetting("Edge:TrustedProxies:0", "10.0.0.0/8")
                .ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(new ComesFrom(sender)))
        );
        using var client = node.CreateClient();
        List<HttpStatusCode> answers = [];
        foreach (var pretended in new[] { "203.0.113.7", "198.51.100.7" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/auth/login");
            request.Content = JsonContent.Create(
                new { email = $"{Guid.CreateVersion7():N}@example.com", password = "not the password" }
            );
            request.Headers.Add("X-Forwarded-For", pretended);
            using var answer = await client.SendAsync(request);
            answers.Add(answer.StatusCode);
        }
        answers.ShouldBe([HttpStatusCode.Unauthorized, second]);
    }

    /// <summary>The test server's clients have no network address: this gives them one.</summary>
    private sealed class ComesFrom(string address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, rest) =>
                    {
                        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
                        return rest(context);
                    }
                );
                next(app);
            };
    }

    [TestCase("text/html")]
    [TestCase("image/png;q=0")]
    [TestCase("[8,2_)")]
    public async Task A_refusal_is_a_problem_document_whatever_the_caller_accepts(string accept)
    {
        using var client = await App.Current.SignedInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/jobs/{Guid.CreateVersion7()}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await client.SendAsync(request);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        await Answers.JsonAsync(answer, HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Whoever_is_signed_in_may_still_register_another_account()
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.PostAsJsonAsync(
            "/v1/auth/register",
            new
            {
                email = $"{Guid.CreateVersion7():n}@example.com",
                password = "a long enough password",
                name = "Another",
            }
        );
        await Answers.JsonAsync(answer, HttpStatusCode.Created);
    }

    [TestCase("/v1/auth/login", "application/json", "utf-7", 415)]
    [TestCase("/v1/auth/login", "application/json", "\"utf-7\"", 415)]
    [TestCase("/v1/auth/login", "application/json", "\"\"", 415)]
    [TestCase("/v1/auth/login", "application/json", "klingon", 415)]
    [TestCase("/v1/auth/login", "application/json", "utf-8; charset=utf-7", 415)]
    [TestCase("/v1/auth/login", "application/json", "\"UTF-8\"", 401)]
    [TestCase("/v1/auth/login", "application/json", "iso-8859-1", 401)]
    [TestCase("/v1/auth/login", "application/json", "\"iso_8859-1:1987\"", 401)]
    [TestCase("/p/nothing/submissions", "application/x-www-form-urlencoded", "utf-7", 415)]
    [TestCase("/p/nothing/submissions", "application/x-www-form-urlencoded", "\"utf-8\"", 404)]
    [TestCase("/e", "text/plain", "utf-7", 415)]
    [TestCase("/e", "text/plain", "\"utf-8\"", 404)]
    public async Task A_body_is_read_in_the_charset_that_it_names_or_not_at_all(
        string address,
        string type,
        string charset,
        int status
    )
    {
        using var client = App.Current.CreateClient();
        using var content = new ByteArrayContent(
            Encoding.UTF8.GetBytes(
                address switch
                {
                    "/e" => $$"""{"campaignId":"{{Guid.CreateVersion7()}}","events":[{}]}""",
                    "/v1/auth/login" =>
                        $$"""{"email":"{{Guid.CreateVersion7():n}}@example.com","password":"wrong password"}""",
                    _ => "name=x",
                }
            )
        );
        content.Headers.TryAddWithoutValidation("Content-Type", $"{type}; charset={charset}");
        using var answer = await client.PostAsync(address, content);
        var code = (await Answers.JsonAsync(answer, (HttpStatusCode)status))["code"]!.GetValue<string>();
        (code == "request.media_type_not_supported").ShouldBe(status == 415, code);
    }

    [Test]
    public async Task What_is_refused_before_any_endpoint_is_counted_like_the_rest()
    {
        using var node = App.Current.WithWebHostBuilder(host =>
            host.UseSetting("RateLimits:AuthPerMinute", "2").UseSetting("RateLimits:RequestsPerMinute", "4")
        );
        using var client = node.CreateClient();

        List<HttpStatusCode> answers = [];
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var content = new ByteArrayContent("{}"u8.ToArray());
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-7");
            answers.Add((await client.PostAsync("/v1/auth/login", content)).StatusCode);
        }
        foreach (var path in new[] { "/v1/%2500", "/v1/me%252500", "/v1/me?q=%00", "/v1/%EF%BF%BE", "/v1/%2500" })
        {
            answers.Add((await client.GetAsync(path)).StatusCode);
        }

        answers.ShouldBe([
            HttpStatusCode.UnsupportedMediaType,
            HttpStatusCode.UnsupportedMediaType,
            HttpStatusCode.TooManyRequests,
            HttpStatusCode.NotFound,
            HttpStatusCode.NotFound,
            HttpStatusCode.BadRequest,
            HttpStatusCode.BadRequest,
            HttpStatusCode.TooManyRequests,
        ]);
        (await client.GetAsync("/preview/%2500")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task The_reference_takes_nothing_from_other_hosts_and_runs_no_script_but_its_own()
    {
        using var client = App.Current.CreateClient();
        using var answer = await client.GetAsync("/docs/");
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        var nonce = policy.Split("script-src 'self' 'nonce-")[1].Split('\'')[0];
        nonce.Length.ShouldBeGreaterThanOrEqualTo(16);
        policy.ShouldStartWith("default-src 'none'; ");
        policy.ShouldNotContain("http");
        policy.ShouldNotContain("unsafe-eval");
        var scripts = new HtmlParser().ParseDocument(html).QuerySelectorAll("script");
        scripts.Length.ShouldBeGreaterThan(0);
        scripts.ShouldAllBe(script => script.GetAttribute("nonce") == nonce);
        html.ShouldNotContain("://");
        using var again = await client.GetAsync("/docs/");
        again.Headers.GetValues("Content-Security-Policy").ShouldNotBe([policy]);
    }

    [TestCase("""{"name":7,"type":"landing_page"}""", "Path: $.name")]
    [TestCase("""{"name":null,"type":"landing_page"}""", "Path: $.name")]
    [TestCase("""{"name":"x"}""", "'type'")]
    [TestCase("""{"name":"x","name":"x"}""", "'name'")]
    [TestCase("""{"name":"x","unheardOf":1}""", "'unheardOf'")]
    public async Task A_refused_body_is_told_the_member_and_not_how_the_server_is_made(string body, string member)
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.PostTextAsync("/v1/campaigns", body);
        var detail = (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest))["detail"]!.GetValue<string>();
        detail.ShouldContain(member);
        detail.ShouldNotContain("AiWebBuilder");
        detail.ShouldNotContain("System.");
    }

    [TestCase("/v1/me", HttpStatusCode.OK)]
    [TestCase("/V1/Me/", HttpStatusCode.OK)]
    [TestCase("/v1/campaigns/0197f3a0-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    [TestCase("/v1/campaigns?limit=0", HttpStatusCode.BadRequest)]
    public async Task Answers_good_and_bad_carry_the_protective_headers(string address, HttpStatusCode expected)
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.GetAsync(address);
        answer.StatusCode.ShouldBe(expected);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; frame-ancestors 'none'"]);
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
    }

    [Test]
    public async Task Only_configured_origins_may_call_from_a_browser()
    {
        using var node = App.Current.WithWebHostBuilder(host =>
            host.UseSetting("Edge:AllowedOrigins:0", "https://app.example")
        );
        using var client = node.CreateClient();

        (await PreflightAsync("https://app.example")).ShouldBe(["https://app.example"]);
        (await PreflightAsync("https://evil.example")).ShouldBeEmpty();

        async Task<string[]> PreflightAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/campaigns");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "authorization, idempotency-key");
            using var answer = await client.SendAsync(request);
            return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? [.. allowed] : [];
        }
    }
}
