using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Integrations;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;

namespace AiWebBuilder.IntegrationTests.Http;

/// <summary>
/// No address, however it is written, has the server go into its own network, by whichever operation it is named: a server on this machine waits
/// for somebody to come. The forms are <c>outgoing-addresses.json</c>.
/// </summary>
internal sealed class OutgoingAddressTests
{
    private static readonly Forms All = Read();

    /// <summary>Every operation that takes an address, with a body that would be good with a good one.</summary>
    private static readonly (string Name, HttpMethod Method, string Path, Func<string, object> Body)[] Entries =
    [
        ("custom", HttpMethod.Post, "/v1/integrations", url => Connection("custom", new { url })),
        (
            "custom, signed",
            HttpMethod.Post,
            "/v1/integrations",
            url => Connection("custom", new { url, signingSecret = "whsec_0123456789abcdef" })
        ),
        (
            "wordpress",
            HttpMethod.Post,
            "/v1/integrations",
            siteUrl =>
                Connection(
                    "wordpress",
                    new
                    {
                        siteUrl,
                        username = "admin",
                        applicationPassword = "abcd EFGH 1234 ijkl",
                    }
                )
        ),
        (
            "simvoly",
            HttpMethod.Post,
            "/v1/integrations",
            siteUrl => Connection("simvoly", new { siteUrl, apiKey = "0123456789abcdef" })
        ),
        (
            "authorization",
            HttpMethod.Post,
            "/v1/integrations/authorizations",
            siteUrl => new { platformType = "wordpress", siteUrl }
        ),
        ("import", HttpMethod.Post, "/v1/imports", url => new { url, rehearsal = true }),
        (
            "own model",
            HttpMethod.Post,
            "/v1/ai/keys",
            baseUrl => new
            {
                provider = "compatible",
                name = "Own",
                baseUrl,
                models = new[]
                {
                    new
                    {
                        model = "m",
                        inputUsdPerMtok = 1,
                        outputUsdPerMtok = 1,
                        contextTokens = 10000,
                        maxOutputTokens = 1000,
                    },
                },
            }
        ),
        (
            "alert webhook",
            HttpMethod.Put,
            "/v1/ai/budget",
            webhookUrl => new
            {
                limit = 5,
                period = "month",
                webhookUrl,
            }
        ),
    ];

    private Host host = null!;
    private FakeServer inside = null!;
    private int reached;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await Host.StartAsync(App.Current.Owner);
        inside = await FakeServer.StartAsync(_ =>
        {
            Interlocked.Increment(ref reached);
            return Task.CompletedTask;
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await inside.DisposeAsync();
        await host.DisposeAsync();
    }

    [Test]
    public async Task None_of_the_forms_leads_inside_by_any_operation()
    {
        using var client = await host.SignedInAsync();
        var port = new Uri(inside.Url).Port;
        string[] addresses =
        [
            .. All
                .Hosts.Values.SelectMany(hosts => hosts)
                .SelectMany(name => (string[])[$"https://{name}/", $"http://{name}:{port}/"]),
            .. All.Addresses.Select(address => address.Replace("{port}", $"{port}", StringComparison.Ordinal)),
        ];
        addresses.Length.ShouldBeGreaterThan(240);
        // Each would take an address that leads elsewhere: what is refused below is refused for where it leads. (No site is there to authorize at.)
        foreach (var (name, method, path, body) in Entries)
        {
            using var answer = await SendAsync(client, method, path, body("https://elsewhere.invalid/"));
            ((int)answer.StatusCode).ShouldBeOneOf(
                [200, 201, 202, 409],
                $"{name}: {await answer.Content.ReadAsStringAsync()}"
            );
        }
        List<string> accepted = [];
        foreach (var (name, method, path, body) in Entries)
        {
            foreach (var address in addresses)
            {
                using var answer = await SendAsync(client, method, path, body(address));
                if (answer.StatusCode != HttpStatusCode.BadRequest)
                {
                    accepted.Add($"{(int)answer.StatusCode} {name}: {address}");
                }
            }
        }

        accepted.ShouldBeEmpty();
        reached.ShouldBe(0);
        TestContext.Out.WriteLine($"{addresses.Length} addresses by {Entries.Length} operations: {reached} reached");
    }

    [Test]
    public async Task A_name_that_nobody_knows_yet_may_be_taken_and_is_looked_at_again_by_each_connection()
    {
        using var client = await host.SignedInAsync();
        foreach (var name in All.Names)
        {
            foreach (var (_, method, path, body) in Entries.Where(one => one.Path == "/v1/integrations"))
            {
                using var answer = await SendAsync(client, method, path, body($"https://{name}/"));
                if (answer.StatusCode != HttpStatusCode.Created)
                {
                    answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, name);
                    continue;
                }
                var integration = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
                (await client.VerifyAsync(integration))["connectionStatus"]!.GetValue<string>().ShouldBe("error", name);
                (await client.DeleteAsync(integration, "*")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            }
        }
        reached.ShouldBe(0);
    }

    private static object Connection(string platformType, object credentials) => new { platformType, credentials };

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client,
        HttpMethod method,
        string path,
        object body
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await client.SendAsync(request);
    }

    private static Forms Read()
    {
        using var stream = typeof(OutgoingAddressTests).Assembly.GetManifestResourceStream("outgoing-addresses.json")!;
        return JsonSerializer.Deserialize<Forms>(stream, JsonSerializerOptions.Web)!;
    }

    /// <param name="Hosts">By the way they are written; each as <c>https</c>, and as <c>http</c> at the port where somebody waits.</param>
    /// <param name="Addresses">As they are, with the port in place of <c>{port}</c>.</param>
    /// <param name="Names">Nobody knows where they lead.</param>
    private sealed record Forms(IReadOnlyDictionary<string, string[]> Hosts, string[] Addresses, string[] Names);
}
