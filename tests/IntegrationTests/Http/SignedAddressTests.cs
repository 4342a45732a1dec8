using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.IntegrationTests.AiUsage.Generations;
using AiWebBuilder.IntegrationTests.AiUsage.Images;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Contract;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Identity.ApiKeys;
using AiWebBuilder.UnitTests.AiUsage;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;

namespace AiWebBuilder.IntegrationTests.Http;

/// <summary>What EventSource, img and a download ask for without a token: one thing, for five minutes, with the rights of whoever asked.</summary>
[Parallelizable]
internal sealed class SignedAddressTests
{
    private readonly TestClock clock = new();
    private readonly Log log = new();
    private Nodes nodes = null!;
    private WebApplicationFactory<Program> here = null!;
    private WebApplicationFactory<Program> there = null!;

    /// <summary>A browser's own element, at the other node: it sends no token.</summary>
    private HttpClient element = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        (here, there) = (Start(), Start());
        element = there.CreateClient();

        WebApplicationFactory<Program> Start() =>
            nodes.Start(
                services => services.AddSingleton<TimeProvider>(clock).AddSingleton<ILogEventSink>(log),
                ("Streams:PollInterval", "00:00:00.1")
            );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        element.Dispose();
        await here.DisposeAsync();
        await there.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task Each_file_and_stream_has_one_in_its_resources_answer_and_it_opens_on_every_node_without_a_token()
    {
        using var person = await Person.RegisterAsync(here);
        var document = await ApiDocument.ReadAsync(person.Client);
        var campaign = await person.Client.GeneratedAsync();
        var addresses = await AddressesOfAsync(person.Client, campaign);
        var opened = new List<string>();
        foreach (var address in addresses)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                using var request = new HttpRequestMessage(method, address);
                using var answer = await element.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                // A campaign without e-mails has none to export.
                answer.StatusCode.ShouldBe(
                    address.Contains("/exports/email?") ? HttpStatusCode.Conflict : HttpStatusCode.OK,
                    $"{method} {address}"
                );
                answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
                answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
                if (answer.Content.Headers.ContentType?.MediaType != EventStream.MediaType)
                {
                    // To its end: two exports of everything at once are refused.
                    await answer.Content.ReadAsByteArrayAsync();
                }
                if (answer.IsSuccessStatusCode)
                {
                    answer.Headers.CacheControl.Private.ShouldBeTrue();
                    answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["cross-origin"]);
                }
            }
            opened.Add(OperationOf(address));
        }

        // Nothing that is a file or a stream was forgotten, and nothing else is opened.
        var forElements = document
            .Operations.Where(one => one is { Method: "GET", IsPublic: false } && (one.IsStream || IsFile(one)))
            .Select(one => one.Id)
            .Order()
            .ToArray();
        forElements.Length.ShouldBeGreaterThanOrEqualTo(7);
        Marked().Order().ShouldBe(forElements);
        opened.Distinct().Order().ShouldBe(forElements);
        log.Lines.ShouldNotContain(line => line.Contains("signature", StringComparison.OrdinalIgnoreCase));
        log.Lines.ShouldNotContain(line => addresses.Any(address => line.Contains(SignatureIn(address))));

        IEnumerable<string> Marked() =>
            here
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.Where(one => one.Metadata.GetMetadata<OpensBySignedAddress>() is not null)
                .Select(one => one.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);

        string OperationOf(string address)
        {
            var path = address.Split('?')[0].Split('/');
            return document
                .Operations.Single(one =>
                    one.Method == "GET"
                    && one.Path.Split('/') is var parts
                    && parts.Length == path.Length
                    && parts.Zip(path).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'))
                )
                .Id;
        }

        static bool IsFile(ApiOperation operation) =>
            operation.Json["responses"]!["200"]?["content"]?.AsObject().Any(one => one.Key != "application/json")
                is true;
    }

    [Test]
    public async Task It_opens_nothing_but_what_it_was_signed_for()
    {
        using var person = await Person.RegisterAsync(here);
        using var other = await Person.RegisterAsync(here);
        var (mine, second, theirs) = (
            await UploadAsync(person, 1),
            await UploadAsync(person, 2),
            await UploadAsync(other, 3)
        );
        var (address, signature) = (Text(mine["imageUrl"]), SignatureIn(Text(mine["imageUrl"])));
        var ledger = Text((await JsonAsync(person.Client, "/v1/ai/ledger?entry=settled"))["downloadUrl"]);
        await OpensAsync(address);
        await OpensAsync(ledger);
        // What says the same is the same; where a stream begins is the reader's to say.
        await OpensAsync(ledger.Replace("entry=settled", "ENTRY=%73ettled", StringComparison.Ordinal));
        var generation = await GenerationStreamTests.SilentGenerationAsync(person.Client, nodes.Database);
        var events = Text((await JsonAsync(person.Client, $"/v1/generations/{generation}"))["streamUrl"]);
        await OpensAsync($"{events}&lastEventId=0");

        string[] refused =
        [
            // Another path: of the same account, of another one, another form of it, and one that no signature opens.
            Text(second["imageUrl"])
                .Replace(SignatureIn(Text(second["imageUrl"])), signature, StringComparison.Ordinal),
            $"{Text(theirs["url"])}/content?signature={signature}",
            address.Replace("/content?", "/content/?", StringComparison.Ordinal),
            address.Replace("/v1/", "/V1/", StringComparison.Ordinal),
            $"/v1/images/{mine["id"]}?signature={signature}",
            $"/v1/me?signature={signature}",
            // Another query.
            ledger.Replace("settled", "reserved", StringComparison.Ordinal),
            ledger.Replace("entry=settled&", "", StringComparison.Ordinal),
            $"{ledger}&format=json",
            $"{ledger}&entry=settled",
            $"{address}&lastEventId=0",
            // Touched, cut, twice, and nothing.
            .. Enumerable.Range(0, signature.Length).Select(place => address.Replace(signature, Touched(place))),
            address[..^1],
            $"{address}A",
            $"{address}=",
            $"{address}&signature={signature}",
            address.Replace(signature, "", StringComparison.Ordinal),
            address.Replace(signature, new string('A', 10_000), StringComparison.Ordinal),
        ];
        foreach (var wrong in refused)
        {
            using var answer = await element.GetAsync(wrong, HttpCompletionOption.ResponseHeadersRead);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, wrong);
        }
        refused.Length.ShouldBeGreaterThan(100);

        // Another method.
        foreach (var method in new[] { HttpMethod.Delete, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch })
        {
            foreach (var path in new[] { address, $"/v1/images/{mine["id"]}?signature={signature}" })
            {
                using var request = new HttpRequestMessage(method, path);
                using var answer = await element.SendAsync(request);
                answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.MethodNotAllowed);
            }
        }
        await OpensAsync(address);

        // Whoever sends a token is who that says: somebody else.
        (await other.Client.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        string Touched(int place) =>
            $"{signature[..place]}{(signature[place] == 'x' ? 'y' : 'x')}{signature[(place + 1)..]}";
    }

    [Test]
    public async Task It_is_good_for_five_minutes_any_number_of_times_and_says_when_it_is_not()
    {
        using var person = await Person.RegisterAsync(here);
        var address = Text((await UploadAsync(person, 4))["imageUrl"]);
        try
        {
            clock.Advance(TimeSpan.FromSeconds(299));
            await OpensAsync(address);
            await OpensAsync(address);

            clock.Advance(TimeSpan.FromSeconds(1));
            var refusal = await Answers.JsonAsync(await element.GetAsync(address), HttpStatusCode.Unauthorized);
            Text(refusal["code"]).ShouldBe("auth.signed_address_invalid");
        }
        finally
        {
            clock.Reset();
        }
    }

    [Test]
    public async Task It_ends_on_every_node_with_the_rights_of_whoever_asked_for_it()
    {
        using var owner = await Person.RegisterAsync(here);
        var image = await UploadAsync(owner, 5);
        var generation = await GenerationStreamTests.SilentGenerationAsync(owner.Client, nodes.Database);

        // They sign out.
        using var leaver = await Person.RegisterAsync(here);
        await leaver.JoinAsync(nodes.Database, owner, "viewer");
        await EndsAsync(
            leaver.Client,
            () => leaver.Client.PostAsJsonAsync("/v1/auth/logout", new { refreshToken = leaver.RefreshToken })
        );

        // They are removed, or act for another account.
        using var removed = await Person.RegisterAsync(here);
        var membership = await removed.JoinAsync(nodes.Database, owner, "editor");
        await EndsAsync(removed.Client, () => owner.Client.DeleteAsync($"/v1/members/{membership}"));
        using var switching = await Person.RegisterAsync(here);
        await switching.JoinAsync(nodes.Database, owner, "editor");
        await EndsAsync(
            switching.Client,
            () =>
                switching.Client.PostAsJsonAsync(
                    "/v1/auth/account",
                    new { refreshToken = switching.RefreshToken, accountId = switching.Id }
                ),
            HttpStatusCode.OK
        );

        // Their key is revoked.
        var key = await Programs.MakeAsync(owner.Client, "ai:read");
        using var program = here.CreateClient();
        program.DefaultRequestHeaders.Authorization = new("Bearer", Text(key["secret"]));
        await EndsAsync(program, () => owner.Client.DeleteAsync($"/v1/api-keys/{key["id"]}"));

        // The account is closed.
        await EndsAsync(
            owner.Client,
            () =>
            {
                var close = new HttpRequestMessage(HttpMethod.Delete, "/v1/me");
                close.Headers.TryAddWithoutValidation("If-Match", "*");
                return owner.Client.SendAsync(close);
            }
        );

        async Task EndsAsync(
            HttpClient who,
            Func<Task<HttpResponseMessage>> act,
            HttpStatusCode done = HttpStatusCode.NoContent
        )
        {
            var picture = Text((await JsonAsync(who, $"/v1/images/{image["id"]}"))["imageUrl"]);
            var events = Text((await JsonAsync(who, $"/v1/generations/{generation}"))["streamUrl"]);
            await OpensAsync(picture);
            using var answer = await element.GetAsync(events, HttpCompletionOption.ResponseHeadersRead);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var stream = new StreamReader(await answer.Content.ReadAsStreamAsync()).ReadToEndAsync();

            using var change = await act();

            change.StatusCode.ShouldBe(done);
            await Eventually.AnswersAsync(() => element.GetAsync(picture), HttpStatusCode.Unauthorized);
            await Eventually.AnswersAsync(
                () => element.GetAsync(events, HttpCompletionOption.ResponseHeadersRead),
                HttpStatusCode.Unauthorized
            );
            (await stream.WaitAsync(Eventually.Patience)).ShouldNotContain("event:");
        }
    }

    [Test]
    public async Task One_that_a_key_asked_for_may_what_the_key_may_and_no_more()
    {
        using var owner = await Person.RegisterAsync(here);
        var campaign = await owner.Client.GeneratedAsync();
        var key = await Programs.MakeAsync(owner.Client, "campaigns:read");
        using var program = here.CreateClient();
        program.DefaultRequestHeaders.Authorization = new("Bearer", Text(key["secret"]));

        var exports = (await JsonAsync(program, $"/v1/campaigns/{campaign}"))["downloadUrls"]!;
        await OpensAsync(Text(exports["html"]));

        await nodes.ExecuteAsync($"update api_keys set scopes = '{{ai:read}}' where id = '{key["id"]}'");
        await Eventually.AnswersAsync(() => element.GetAsync(Text(exports["html"])), HttpStatusCode.Forbidden);
    }

    private async Task<string[]> AddressesOfAsync(HttpClient client, string campaign)
    {
        var image = await client.UploadAsync(Uploads.Picture(6, 200));
        var file = await client.UploadFileAsync(SampleFiles.PdfWith("% signed\n"), "list.pdf");
        var generations = await JsonAsync(client, "/v1/ai/generations");
        var whole = await JsonAsync(client, $"/v1/campaigns/{campaign}");
        return
        [
            Text(image["imageUrl"]),
            Text((await JsonAsync(client, "/v1/images"))["data"]![0]!["imageUrl"]),
            Text((await JsonAsync(client, $"/v1/images/{image["id"]}"))["imageUrl"]),
            Text((await JsonAsync(client, $"/v1/files/{file["id"]}"))["downloadUrl"]),
            Text(generations["data"]![0]!["streamUrl"]),
            Text((await JsonAsync(client, $"/v1/generations/{generations["data"]![0]!["id"]}"))["streamUrl"]),
            .. whole["downloadUrls"]!.AsObject().Select(one => Text(one.Value)),
            Text((await JsonAsync(client, $"/v1/campaigns/{campaign}/analytics?interval=day"))["downloadUrl"]),
            Text(
                (await JsonAsync(client, $"/v1/campaigns/{campaign}/analytics?from=2026-11-01&to=2026-11-02"))[
                    "downloadUrl"
                ]
            ),
            Text((await JsonAsync(client, "/v1/ai/costs?from=2026-11-01&groupBy=model"))["downloadUrl"]),
            Text((await JsonAsync(client, $"/v1/ai/ledger?campaignId={campaign}&limit=1"))["downloadUrl"]),
            Text((await JsonAsync(client, "/v1/me"))["downloadUrl"]),
            Text((await JsonAsync(client, $"/v1/analyses/{await AnalysisAsync(client)}"))["reportUrl"]),
        ];
    }

    /// <summary>An analysis as it is when it has ended: nothing answers at the address of its connection.</summary>
    private async Task<string> AnalysisAsync(HttpClient client)
    {
        using var made = await client.PostAsJsonAsync(
            "/v1/integrations",
            new
            {
                platformType = "custom",
                credentials = new { url = "https://signed.invalid/", bearerToken = "token-0123456789-0123456789" },
            }
        );
        var integration = Text((await Answers.JsonAsync(made, HttpStatusCode.Created))["id"]);
        return await nodes.Database.QueryAsync<string>(
            $$"""
            insert into platform_analyses (user_id, integration_id, analysis_type, status, facts)
            select user_id, id, 'full_audit', 'completed',
                '{"host":"signed.invalid","language":"en","at":"2026-11-30T00:00:00Z","facts":[]}'
            from platform_integrations where id = '{{integration}}' returning id::text
            """
        );
    }

    private static async Task<JsonNode> UploadAsync(Person person, int number) =>
        await person.Client.UploadAsync(Uploads.Picture(number, 200));

    private static async Task<JsonNode> JsonAsync(HttpClient client, string address) =>
        await Answers.JsonAsync(await client.GetAsync(address), HttpStatusCode.OK);

    private async Task OpensAsync(string address)
    {
        using var answer = await element.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
    }

    private static string SignatureIn(string address) => address.Split("signature=")[1];

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    /// <summary>Every line of the log, with all that belongs to it.</summary>
    private sealed class Log : ILogEventSink
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Emit(LogEvent logEvent) =>
            Lines.Enqueue(
                logEvent.RenderMessage(CultureInfo.InvariantCulture)
                    + string.Join(' ', logEvent.Properties)
                    + logEvent.Exception
            );
    }
}
