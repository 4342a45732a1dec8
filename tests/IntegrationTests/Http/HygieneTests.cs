using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Contract;
using AiWebBuilder.IntegrationTests.Fuzz;
using AiWebBuilder.IntegrationTests.Isolation;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.Http;

/// <summary>What every answer carries and every operation refuses: over the served document, on a real socket.</summary>
internal sealed class HygieneTests
{
    /// <summary>Bodies of operations that nobody has signed in for; the others' are the cross-tenant suite's.</summary>
    private static readonly Dictionary<string, string> PublicBodies = new(StringComparer.Ordinal)
    {
        ["register"] = """{"email":"x@example.com","password":"a long enough password","name":"X"}""",
        ["logIn"] = """{"email":"x@example.com","password":"a long enough password"}""",
        ["restoreAccount"] = """{"email":"x@example.com","password":"a long enough password"}""",
        ["refresh"] = """{"refreshToken":"x"}""",
        ["logOut"] = """{"refreshToken":"x"}""",
        ["switchAccount"] = """{"refreshToken":"x","accountId":"{accountId}"}""",
        ["sendVerificationMail"] = """{"email":"x@example.com"}""",
        ["verifyEmail"] = """{"token":"x"}""",
        ["sendPasswordResetMail"] = """{"email":"x@example.com"}""",
        ["resetPassword"] = """{"token":"x","password":"a long enough password"}""",
        ["recordEvents"] = """{"campaignId":"0197a000-0000-7000-8000-000000000000","events":[]}""",
    };

    private WebApplicationFactory<Program> node = null!;
    private HttpClient client = null!;
    private ApiDocument document = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        node = App.Current.WithWebHostBuilder(builder => builder.UseSetting("Jobs:Enabled", "false"));
        node.UseKestrel(0);
        node.StartServer();
        using var owner = await App.Current.SignedInAsync();
        client = node.CreateClient();
        client.DefaultRequestHeaders.Authorization = owner.DefaultRequestHeaders.Authorization;
        document = await ApiDocument.ReadAsync(client);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        client.Dispose();
        await node.DisposeAsync();
    }

    [Test]
    public async Task Every_operation_answers_with_the_protective_headers_whoever_asks()
    {
        List<string> failures = [];
        var answered = 0;
        using var stranger = node.CreateClient();
        foreach (var operation in document.Operations)
        {
            foreach (var caller in new[] { client, stranger })
            {
                using var request = Request(operation, "{}");
                using var answer = await caller.SendAsync(request);
                answered++;
                failures.AddRange(
                    Gaps(operation, answer).Select(gap => $"{operation} {(int)answer.StatusCode}: {gap}")
                );
            }
        }
        TestContext.Out.WriteLine($"{document.Operations.Count} operations, {answered} answers");
        string.Join('\n', failures).ShouldBeEmpty();
        answered.ShouldBe(document.Operations.Count * 2);
        document.Operations.Count.ShouldBeGreaterThan(60);
    }

    [Test]
    public async Task Every_guarded_operation_turns_a_stranger_away_before_it_reads_anything()
    {
        using var stranger = node.CreateClient();
        List<string> open = [];
        var tried = 0;
        foreach (var operation in document.Operations.Where(one => !one.IsPublic))
        {
            using var request = Request(operation, "{ this is no JSON");
            using var answer = await stranger.SendAsync(request);
            tried++;
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                open.Add($"{operation} -> {(int)answer.StatusCode}");
            }
        }
        open.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(45);
    }

    [Test]
    public async Task Every_body_is_read_strictly()
    {
        List<string> failures = [];
        var tried = 0;
        // A signed event is read as its sender sends it, whatever members it adds.
        foreach (
            var operation in document.Operations.Where(one =>
                one.Body is not null
                && one.Id is not ("acceptBillingEvent" or "acceptGoHighLevelWebhook" or "acceptWebhook")
            )
        )
        {
            var body = PublicBodies.GetValueOrDefault(operation.Id) ?? Seeds.BodyFor(operation)!;
            foreach (var slot in document.IdsIn(operation.Body))
            {
                body = body.Replace($"{{{slot}}}", Guid.CreateVersion7().ToString(), StringComparison.Ordinal);
            }
            var inner = body[1..^1];
            var comma = inner.Length == 0 ? "" : ",";
            foreach (
                var (what, spoilt) in new[]
                {
                    ("a member that nobody knows", $"{{{inner}{comma}\"unheardOf\":1}}"),
                    ("a member in another case", $"{{{inner}{comma}\"NAME\":\"x\"}}"),
                    ("a member twice", $"{{{inner}{comma}\"x\":1,\"x\":1}}"),
                    ("a comment", $"{{{inner}/* */}}"),
                    ("a comma too many", $"{{{inner}{comma},}}"),
                    ("more than a document", $"{body} {{}}"),
                    ("too deep", $"{{{inner}{comma}\"a\":{new string('[', 70)}{new string(']', 70)}}}"),
                }
            )
            {
                using var request = Request(operation, spoilt);
                using var answer = await client.SendAsync(request);
                tried++;
                var text = await answer.Content.ReadAsStringAsync();
                if (
                    answer.StatusCode != HttpStatusCode.BadRequest
                    || JsonNode.Parse(text)!["code"]!.GetValue<string>() != "request.malformed"
                )
                {
                    failures.Add($"{operation} with {what} -> {(int)answer.StatusCode} {text}");
                }
            }
        }
        TestContext.Out.WriteLine($"{tried} bodies");
        string.Join('\n', failures).ShouldBeEmpty();
        tried.ShouldBeGreaterThan(100);
    }

    [Test]
    public async Task No_operation_reads_a_larger_body_than_it_can_need()
    {
        List<string> failures = [];
        var tried = 0;
        var address = new IPEndPoint(IPAddress.Loopback, node.ClientOptions.BaseAddress.Port);
        var token = client.DefaultRequestHeaders.Authorization!.Parameter!;
        foreach (var operation in document.Operations.Where(one => one.Body is not null))
        {
            using var connection = new RawClient(address);
            var request = new RawRequest(
                operation.Id,
                operation.Method,
                PathOf(operation),
                [
                    ("Content-Type", "application/json"),
                    ("If-Match", "*"),
                    ("Content-Length", $"{MaxBody(operation.Id) + 1}"),
                ],
                Body: null
            );
            // Told by its length alone: the body itself is never sent.
            var answer = await connection.SendAsync(request.ToBytes(token));
            tried++;
            if (answer.Status != 413)
            {
                failures.Add($"{operation} -> {answer.Status} {answer.Body}");
            }
        }
        string.Join('\n', failures).ShouldBeEmpty();
        tried.ShouldBeGreaterThanOrEqualTo(17);

        static int MaxBody(string operation) =>
            operation switch
            {
                "createComponent" or "updateComponent" => 1_000_000,
                "createCampaign" or "updateCampaign" => 512 * 1024,
                "acceptBillingEvent" or "acceptGoHighLevelWebhook" or "acceptWebhook" => 256 * 1024,
                "recordEvents" => 16 * 1024,
                _ => 64 * 1024,
            };
    }

    [Test]
    public async Task The_longest_brief_is_read_with_every_character_escaped()
    {
        var text = string.Concat(Enumerable.Repeat("\\u82b1", 20_000));
        using var created = await client.PostAsync(
            "/v1/campaigns",
            new StringContent(
                $$"""{"name":"X","type":"landing_page","description":"{{text}}","brandGuidelines":"{{text}}"}""",
                Encoding.UTF8,
                "application/json"
            )
        );
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var campaign = JsonNode.Parse(await created.Content.ReadAsStringAsync())!;
        campaign["brandGuidelines"]!.GetValue<string>().ShouldBe(new string('花', 20_000));
    }

    [TestCase("https://api.example", true)]
    [TestCase("http://api.example", false)]
    public async Task Outside_development_browsers_are_told_to_come_back_by_TLS_only(string server, bool told)
    {
        using var visitor = App.Current.CreateClient(new() { BaseAddress = new Uri(server) });
        using var answer = await visitor.GetAsync("/health/live");
        answer.Headers.Contains("Strict-Transport-Security").ShouldBe(told);
        if (told)
        {
            answer.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000; includeSubDomains"]);
        }
    }

    private static IEnumerable<string> Gaps(ApiOperation operation, HttpResponseMessage answer)
    {
        if (answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By"))
        {
            yield return "it says what it runs on";
        }
        if (Value(answer, "X-Content-Type-Options") != "nosniff")
        {
            yield return "its type may be guessed";
        }
        if (Value(answer, "Referrer-Policy") is null)
        {
            yield return "no Referrer-Policy";
        }
        if ((int)answer.StatusCode >= 500)
        {
            yield return "it fails";
        }
        if (!operation.Path.StartsWith("/v1/", StringComparison.Ordinal))
        {
            yield break;
        }
        // The catalogue of blocks is the product's, and nobody's data: a cache may hold it, and asks each time.
        if (
            answer.Headers.CacheControl is not ({ NoStore: true } or { NoCache: true, Private: true })
            || (
                answer.Headers.CacheControl.NoStore is not true
                && !operation.Path.StartsWith("/v1/blocks", StringComparison.Ordinal)
            )
        )
        {
            yield return "it may be stored";
        }
        if (Value(answer, "Content-Security-Policy") != "default-src 'none'; frame-ancestors 'none'")
        {
            yield return "no Content-Security-Policy";
        }
        if (Value(answer, "Cross-Origin-Resource-Policy") != "same-origin")
        {
            yield return "others may embed it";
        }
    }

    private static string? Value(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>Ids of nothing, so that nothing is changed.</summary>
    private static string PathOf(ApiOperation operation)
    {
        var path = operation.Path;
        foreach (var parameter in operation.Parameters.Where(one => one.In == "path"))
        {
            var value = Seeds.IsId(parameter)
                ? Guid.CreateVersion7().ToString()
                : Seeds.PlaceFor(parameter.Name) ?? "x";
            path = path.Replace($"{{{parameter.Name}}}", value, StringComparison.Ordinal);
        }
        return path;
    }

    private static HttpRequestMessage Request(ApiOperation operation, string body)
    {
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), PathOf(operation));
        if (operation.TakesBody)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }
        // Stale on purpose: whoever this reaches is not closed down.
        if (operation.Parameters.Any(one => one.Name == "If-Match"))
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"0\""));
        }
        return request;
    }
}
