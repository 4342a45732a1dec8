using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Contract;
using AiWebBuilder.IntegrationTests.Harness;
using CsCheck;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Fuzz;

/// <summary>
/// Generated requests over the served document, on real sockets: never a 5xx, every refusal a problem document, and no answer that
/// tells how the server is made. A failure names the seed and the smallest request that was found.
/// </summary>
[Parallelizable(ParallelScope.None)]
internal sealed class FuzzTests
{
    private const string CountVariable = "AIWEBBUILDER_FUZZ_REQUESTS";

    /// <summary>The run in CI; <c>./dev test fuzz</c> sends 100,000.</summary>
    private const int ShortCut = 4_000;

    private static readonly string[] Inside =
    [
        "   at ",
        "Npgsql",
        "System.",
        "Microsoft.",
        "Exception",
        "SQLSTATE",
        "syntax error",
        "relation \"",
        "violates",
        "deadlock",
        "AiWebBuilder.",
        ".cs:line",
    ];

    private Nodes nodes = null!;
    private WebApplicationFactory<Program> node = null!;
    private IPEndPoint address = null!;
    private string token = "";
    private ApiDocument document = null!;
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        // More requests than any plan has in a month: each is to reach its operation, not the plan's limit.
        await nodes.ExecuteAsync(
            """
            insert into app_settings (key, value)
            select 'limits.' || tier, '{"customBudget": true}' from unnest(array['freemium', 'agency']) tier
            """
        );
        await using (var maker = nodes.Start(services: null, ("Tokens:AccessTokenSeconds", "7200")))
        {
            using var owner = await maker.SignedInAsync();
            token = owner.DefaultRequestHeaders.Authorization!.Parameter!;
            document = await ApiDocument.ReadAsync(owner);
            var (campaign, url) = await owner.PublishedAsync("minimal");
            ids["campaignId"] = campaign;
            ids["slug"] = url.Split('/')[^1];
            ids["componentId"] = (await owner.ComponentsAsync(campaign))[0]!["id"]!.GetValue<string>();
            var generations = await owner.GetFromJsonAsync<JsonNode>("/v1/ai/generations");
            ids["generationId"] = generations!["data"]![0]!["id"]!.GetValue<string>();
            await maker.StopAsync();
        }
        // Its jobs stay undone, so that a generation that is asked for does not take the run's processor.
        node = nodes.Database.WithWebHostBuilder(builder =>
            builder
                .UseSetting("Jobs:Enabled", "false")
                .UseSetting("Serilog:MinimumLevel:Default", "Error")
                .UseSetting("Serilog:MinimumLevel:Override:Microsoft.AspNetCore", "Error")
                .ConfigureTestServices(services =>
                    services.PostConfigure<KestrelServerOptions>(kestrel =>
                        kestrel.Limits.MinRequestBodyDataRate = new(4096, TimeSpan.FromSeconds(1.5))
                    )
                )
        );
        node.UseKestrel(0);
        node.StartServer();
        address = new IPEndPoint(IPAddress.Loopback, node.ClientOptions.BaseAddress.Port);
        using var client = node.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await client.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await node.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task Whatever_is_sent_the_server_neither_fails_nor_talks_about_itself()
    {
        var requests = int.TryParse(
            Environment.GetEnvironmentVariable(CountVariable),
            CultureInfo.InvariantCulture,
            out var asked
        )
            ? asked
            : ShortCut;
        ConcurrentDictionary<(string Operation, int Status), int> answers = new();
        ConcurrentDictionary<string, TimeSpan> times = new(StringComparer.Ordinal);
        ConcurrentBag<RawClient> clients = [];
        var generator = new RequestGenerator(document, ids);
        var clock = Stopwatch.StartNew();

        await Gen.Select(generator.Any, Gen.Frequency((9, true), (1, false)))
            .SampleAsync(
                async sample =>
                {
                    var (request, isSignedIn) = sample;
                    if (!clients.TryTake(out var client))
                    {
                        client = new RawClient(address);
                    }
                    var sent = Stopwatch.GetTimestamp();
                    var answer = await client.SendAsync(request.ToBytes(isSignedIn ? token : null));
                    if (request.Framing == Framing.CutOff)
                    {
                        // The server still waits for the rest of the body there.
                        client.Dispose();
                    }
                    clients.Add(client);
                    times.AddOrUpdate(
                        request.Operation,
                        Stopwatch.GetElapsedTime(sent),
                        (_, sum) => sum + Stopwatch.GetElapsedTime(sent)
                    );
                    answers.AddOrUpdate((request.Operation, answer.Status), 1, (_, count) => count + 1);
                    if (WrongWith(answer) is { } wrong)
                    {
                        throw new InvalidOperationException($"{wrong}: {answer.Status} {answer.Body}\n{request}");
                    }
                },
                iter: requests,
                threads: 8,
                print: sample => $"{sample.Item1}{(sample.Item2 ? "" : " (nobody signed in)")}"
            );

        Report(answers, requests, clock.Elapsed);
        var slowest = times.OrderByDescending(one => one.Value).Take(5);
        TestContext.Out.WriteLine(
            $"Most of the time went to {string.Join(", ", slowest.Select(one => $"{one.Key} ({one.Value.TotalSeconds:0} s)"))}."
        );
        foreach (var client in clients)
        {
            client.Dispose();
        }
        foreach (var operation in document.Operations)
        {
            answers
                .Where(one => one.Key.Operation == operation.Id)
                .Sum(one => one.Value)
                .ShouldBeGreaterThan(requests / document.Operations.Count / 8, operation.Id);
        }
        Share(answers, status => status is >= 200 and < 300).ShouldBeGreaterThan(0.1, "some must be carried out");
        Share(answers, status => status == 401).ShouldBeLessThan(0.25, "or only the door has been tried");
        Share(answers, status => status is 0 or 429).ShouldBeLessThan(0.05);
    }

    private static string? WrongWith(RawAnswer answer)
    {
        if (answer.Status >= 500)
        {
            return "the server failed";
        }
        if (answer.Status < 400)
        {
            return null;
        }
        if (Inside.FirstOrDefault(word => answer.Body.Contains(word, StringComparison.Ordinal)) is { } word)
        {
            return $"it says \"{word}\"";
        }
        // The server below the application refuses what is no request with nothing but a status, and closes.
        if (answer is { Status: 400 or 408 or 413 or 414 or 431, Body: "", Closes: true })
        {
            return null;
        }
        // Visitors are people: they get a page.
        if (answer is { Status: 404, MediaType: "text/html" })
        {
            return null;
        }
        return
            answer.MediaType == "application/problem+json"
            && Parse(answer.Body) is { } problem
            && problem["code"]?.GetValue<string>() is { Length: > 0 }
            && problem["traceId"]?.GetValue<string>() is { Length: > 0 }
            ? null
            : "it is no problem document with a code and a trace id";
    }

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static double Share(
        ConcurrentDictionary<(string Operation, int Status), int> answers,
        Func<int, bool> isMeant
    ) => answers.Where(one => isMeant(one.Key.Status)).Sum(one => one.Value) / (double)answers.Sum(one => one.Value);

    private void Report(ConcurrentDictionary<(string Operation, int Status), int> answers, int requests, TimeSpan time)
    {
        var statuses = answers
            .GroupBy(one => one.Key.Status)
            .OrderBy(same => same.Key)
            .Select(same => $"{same.Sum(one => one.Value)} x {(same.Key == 0 ? "closed" : same.Key)}");
        TestContext.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{requests} requests to {document.Operations.Count} operations in {time.TotalSeconds:0} s, {requests / time.TotalSeconds:0}/s: {string.Join(", ", statuses)}"
            )
        );
    }
}
