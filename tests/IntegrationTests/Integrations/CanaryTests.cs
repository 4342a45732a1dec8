using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Harness.WordPress;
using AiWebBuilder.IntegrationTests.Integrations.Analyses;
using AiWebBuilder.IntegrationTests.Integrations.Exports;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;

namespace AiWebBuilder.IntegrationTests.Integrations;

/// <summary>Recognisable secrets of all platforms go through all that is done with them, and are looked for wherever the product writes.</summary>
internal sealed class CanaryTests
{
    private const string Wrong = "canary-Wrong-3b1f7c2e9a";
    private const string SiteKey = "canary-SiteKey-5d2a8e7b1c";
    private const string ClientKey = "canary-ClientKey-9f4c1d6a3e";
    private const string Bearer = "canary-Bearer-7e6b2f8d4a";
    private const string Signing = "whsec_Y2FuYXJ5LVNpZ25pbmctMmM5ZTRmN2IxZA==";

    private readonly ConcurrentBag<string> answers = [];
    private readonly ConcurrentBag<string> spans = [];
    private readonly Lines log = new();

    [Test]
    public async Task No_secret_of_a_platform_is_found_outside_of_its_sealed_bytes()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var highLevel = await FakeGoHighLevel.StartAsync();
        await using var visited = (await AnalysedSite.StartAsync()).Page(
            "/",
            "Home",
            "<!doctype html><html lang=en><title>Home</title><body><h1>Home</h1><p>Bread.</p></body></html>"
        );
        await using var simvoly = await FakeServer.StartAsync(Echo("Bearer " + SiteKey));
        await using var own = await FakeServer.StartAsync(Echo("Bearer " + Bearer));
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
                spans.Add(
                    $"{span.DisplayName} {string.Join(' ', span.TagObjects.Concat(span.Events.SelectMany(one => one.Tags)))}"
                ),
        };
        ActivitySource.AddActivityListener(listener);
        var node = nodes.Start(
            services => services.AddSingleton<ILogEventSink>(log),
            ("Serilog:MinimumLevel:Default", "Verbose"),
            ("Outgoing:AllowLoopback", "true"),
            ("Platforms:GoHighLevelAddress", highLevel.Url),
            ("Platforms:GoHighLevelClientId", FakeGrants.ClientId),
            ("Platforms:GoHighLevelClientSecret", FakeGrants.ClientSecret)
        );
        using var client = await node.CreateDefaultClient(new Recorder(answers)).SignInAsync();
        using var other = await node.CreateDefaultClient(new Recorder(answers)).SignInAsync();
        await nodes.ExecuteAsync("update users set comped_tier = 'agency'");

        // A real site: connected, refused, connected again, synced, written to and put back.
        var wordpress = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        await RefusedAsync(
            client,
            wordpress,
            new
            {
                siteUrl = site.Url,
                username = "admin",
                applicationPassword = Wrong,
            }
        );
        await ChangedAsync(client, wordpress, site.CredentialsOf("admin"));
        await client.VerifyAsync(wordpress);
        (await client.SyncedAsync(wordpress)).Text("status").ShouldBe("completed");
        var campaign = await client.GeneratedAsync();
        var export = await client.ExportedAsync(campaign, wordpress);
        export.Text("status").ShouldBe("completed");
        (await client.RevertedAsync(export)).Text("status").ShouldBe("completed");
        // A location, by a token of its own, and by a grant.
        var token = new { privateIntegrationToken = FakeGoHighLevel.LocationToken, locationId = "loc1" };
        var location = await client.ConnectedAsync("gohighlevel", token);
        await client.SyncedAsync(location);
        await RefusedAsync(client, location, new { privateIntegrationToken = Wrong, locationId = "loc1" });
        (await GrantedAsync(client, highLevel)).Text("connectionStatus").ShouldBe("connected");
        // Servers that repeat what they are sent, in headers, pages and errors.
        var shop = await client.ConnectAsync("simvoly", new { siteUrl = simvoly.Url, apiKey = SiteKey });
        await client.VerifyAsync(shop);
        await RefusedAsync(client, shop, new { siteUrl = simvoly.Url, apiKey = Wrong });
        await ChangedAsync(client, shop, new { partnerDomain = "nowhere.invalid", clientKey = ClientKey });
        await client.VerifyAsync(shop);
        var custom = await client.ConnectAsync("custom", new { url = own.Url, bearerToken = Bearer });
        await client.VerifyAsync(custom);
        await RefusedAsync(client, custom, new { url = own.Url, bearerToken = Wrong });
        await ChangedAsync(client, custom, new { url = own.Url, signingSecret = Signing });
        await client.VerifyAsync(custom);
        // A site of another account, synced and analysed.
        var analysed = await other.SyncedSiteAsync(visited);
        var analysis = await other.EndedAsync(await other.StartAnalysisAsync(analysed));
        analysis.Text("status").ShouldBe("completed");
        await AskAsync(other, $"/v1/analyses/{analysis.Text("id")}/report");
        // What is refused does not repeat what it was sent.
        await BadAsync(client, new { platformType = "wordpress", credentials = site.CredentialsOf("admin") });
        await BadAsync(other, new { platformType = "simvoly", credentials = new { apiKey = SiteKey } });
        await BadAsync(other, new { platformType = "simvoly", credentials = new { SiteKey, unknown = ClientKey } });
        await BadAsync(other, new { platformType = Bearer, credentials = new { } });
        await BadAsync(other, new { platformType = "custom", credentials = Bearer });
        foreach (var one in new[] { client, other })
        {
            await AskAsync(one, "/v1/integrations");
            await AskAsync(one, "/v1/audit-log?limit=100");
            await AskAsync(one, "/v1/me/export");
        }
        foreach (var job in await nodes.Database.ListAsync<Guid>("select id from job_queue"))
        {
            await client.GetAsync($"/v1/jobs/{job}");
        }

        string[] secrets =
        [
            Wrong,
            SiteKey,
            ClientKey,
            Bearer,
            Signing,
            "canary-Signing-2c9e4f7b1d",
            site.Passwords["admin"],
            "abcd EFGH 1234 ijkl",
            FakeGoHighLevel.LocationToken,
            FakeGrants.ClientSecret,
            "access-",
            "refresh-",
        ];
        (answers.Count, log.All.Count, spans.Count).ShouldSatisfyAllConditions(
            seen => seen.Item1.ShouldBeGreaterThan(50),
            seen => seen.Item2.ShouldBeGreaterThan(200),
            seen => seen.Item3.ShouldBeGreaterThan(50)
        );
        var mails = Directory.Exists(nodes.Database.MailFolder)
            ? Directory.EnumerateFiles(nodes.Database.MailFolder).Select(File.ReadAllText).ToArray()
            : [];
        var rows = await RowsAsync(nodes.Database);
        foreach (var form in secrets.SelectMany(secret => FormsOf(secret, site.Passwords["admin"])))
        {
            Having(answers, form).ShouldBeEmpty();
            Having(log.All, form).ShouldBeEmpty();
            // Other tests' calls end here as well; none has a secret in what is traced.
            Having(spans, form).ShouldBeEmpty();
            Having(mails, form).ShouldBeEmpty();
            Having(rows, form).ShouldBeEmpty();
        }
        // What is sealed is there, so that it was looked for in the right place.
        (
            await nodes.Database.QueryAsync<long>(
                "select count(*) from platform_integrations where encrypted_credentials is not null"
            )
        ).ShouldBe(5);
    }

    /// <summary>As it is, without blanks, and as headers, addresses and dumps write it.</summary>
    private static IEnumerable<string> FormsOf(string secret, string password)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return secret;
        yield return Convert.ToHexStringLower(bytes);
        yield return Uri.EscapeDataString(secret);
        yield return secret.Replace(" ", "", StringComparison.Ordinal);
        if (secret.Length > 10)
        {
            // In the middle of a longer text its code depends on where it begins.
            for (var skip = 0; skip < 3; skip++)
            {
                yield return Convert.ToBase64String(bytes[skip..])[..^4].TrimEnd('=');
            }
        }
        if (secret == password)
        {
            yield return Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{secret}"));
        }
    }

    private static IEnumerable<string> Having(IEnumerable<string> texts, string form) =>
        texts.Where(text => text.Contains(form, StringComparison.OrdinalIgnoreCase));

    /// <summary>Every row of every table, as a dump in clear would have it.</summary>
    private static async Task<List<string>> RowsAsync(Host database)
    {
        var tables = await database.ListAsync<string>(
            "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm')"
        );
        return await database.ListAsync<string>(
            string.Join(" union all ", tables.Select(table => $"select '{table} ' || t::text from \"{table}\" t"))
        );
    }

    /// <summary>Answers who comes with this, and repeats to all others what they came with.</summary>
    private static RequestDelegate Echo(string expected) =>
        async context =>
        {
            var sent = context.Request.Headers.Authorization.ToString();
            context.Response.Headers["X-Echo"] = sent;
            if (sent == expected)
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("""{"items":[],"totalCount":0,"limit":1,"skip":0,"pages":[]}""");
                return;
            }
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { success = false, message = $"{sent} is wrong" });
        };

    private static async Task ChangedAsync(HttpClient client, JsonNode integration, object credentials) =>
        (
            await client.ChangeAsync(integration, System.Text.Json.JsonSerializer.Serialize(new { credentials }))
        ).StatusCode.ShouldBe(HttpStatusCode.OK);

    private static async Task RefusedAsync(HttpClient client, JsonNode integration, object credentials)
    {
        await ChangedAsync(client, integration, credentials);
        (await client.VerifyAsync(integration)).Text("connectionStatus").ShouldBe("error");
    }

    private static async Task<JsonNode> GrantedAsync(HttpClient client, FakeGoHighLevel highLevel)
    {
        var started = await Answers.JsonAsync(
            await client.PostAsJsonAsync("/v1/integrations/authorizations", new { platformType = "gohighlevel" }),
            HttpStatusCode.Created
        );
        var state = System.Web.HttpUtility.ParseQueryString(new Uri(started.Text("authorizeUrl")).Query)["state"];
        var integration = await Answers.JsonAsync(
            await client.PostAsJsonAsync(
                "/v1/integrations/authorizations/callback",
                new
                {
                    state,
                    browserKey = started.Text("browserKey"),
                    answer = new { code = highLevel.Grants.NewCode("Location"), state },
                }
            ),
            HttpStatusCode.OK
        );
        return await client.VerifyAsync(integration);
    }

    private static async Task AskAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
    }

    private static async Task BadAsync(HttpClient client, object body)
    {
        using var answer = await client.PostAsJsonAsync("/v1/integrations", body);
        ((int)answer.StatusCode).ShouldBeInRange(400, 409, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Keeps what comes back.</summary>
    private sealed class Recorder(ConcurrentBag<string> answers) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var answer = await base.SendAsync(request, cancellationToken);
            // The tokens of the product itself are another matter.
            if (request.RequestUri!.AbsolutePath != "/v1/auth/register")
            {
                await answer.Content.LoadIntoBufferAsync(cancellationToken);
                answers.Add($"{answer.Headers} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }
            return answer;
        }
    }

    private sealed class Lines : ILogEventSink
    {
        public ConcurrentQueue<string> All { get; } = new();

        public void Emit(LogEvent logEvent) =>
            All.Enqueue(
                $"{logEvent.RenderMessage(CultureInfo.InvariantCulture)} {string.Join(' ', logEvent.Properties)} {logEvent.Exception}"
            );
    }
}
