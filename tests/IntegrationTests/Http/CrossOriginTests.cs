using System.Net;
using AiWebBuilder.Api.Cli;
using AiWebBuilder.Api.Http;
using AiWebBuilder.IntegrationTests.AiUsage.Generations;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Http;

/// <summary>What a page of another origin may do: all of it from an origin on the operator's list, nothing from any other.</summary>
[Parallelizable]
internal sealed class CrossOriginTests
{
    private const string Allowed = "https://app.example.com";
    private const string Foreign = "https://evil.example";

    private Nodes nodes = null!;
    private WebApplicationFactory<Program> node = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        node = nodes.Start(
            services: null,
            ("Jobs:Enabled", "false"),
            ("Edge:AllowedOrigins:0", Allowed),
            ("Edge:AllowedOrigins:1", "http://localhost:3000")
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await node.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [TestCase("POST", "/v1/campaigns", "authorization,content-type,idempotency-key")]
    [TestCase("PATCH", "/v1/campaigns/0197a000-0000-7000-8000-000000000001", "authorization,content-type,if-match")]
    [TestCase("PUT", "/v1/campaigns/0197a000-0000-7000-8000-000000000001/publication", "authorization,content-type")]
    [TestCase("DELETE", "/v1/images/0197a000-0000-7000-8000-000000000001", "authorization")]
    [TestCase("POST", "/v1/auth/refresh", "content-type")]
    public async Task A_browser_is_told_beforehand_what_an_allowed_origin_may_send_and_remembers_it_for_an_hour(
        string method,
        string path,
        string headers
    )
    {
        using var answer = await PreflightAsync(Allowed, method, path, headers);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Values(answer, "Access-Control-Allow-Origin").ShouldBe([Allowed]);
        Values(answer, "Access-Control-Allow-Credentials").ShouldBe(["true"]);
        Values(answer, "Access-Control-Max-Age").ShouldBe(["3600"]);
        Values(answer, "Access-Control-Allow-Methods").ShouldContain(method);
        headers
            .Split(',')
            .Except(Values(answer, "Access-Control-Allow-Headers"), StringComparer.OrdinalIgnoreCase)
            .ShouldBeEmpty();

        using var foreign = await PreflightAsync(Foreign, method, path, headers);
        foreign.Headers.ShouldNotContain(header => header.Key.StartsWith("Access-Control-"));
    }

    [TestCase("/v1/me", HttpStatusCode.OK)]
    [TestCase("/v1/campaigns?limit=0", HttpStatusCode.BadRequest)]
    [TestCase("/v1/campaigns/0197a000-0000-7000-8000-000000000001", HttpStatusCode.NotFound)]
    [TestCase("/v1/nowhere", HttpStatusCode.NotFound)]
    public async Task Its_page_reads_answers_and_refusals_with_the_headers_that_it_needs(
        string path,
        HttpStatusCode expected
    )
    {
        using var person = await Person.RegisterAsync(node);
        using var answer = await GetAsync(person.Client, path, Allowed);
        answer.StatusCode.ShouldBe(expected);
        Values(answer, "Access-Control-Allow-Origin").ShouldBe([Allowed]);
        Values(answer, "Access-Control-Allow-Credentials").ShouldBe(["true"]);
        Values(answer, "Access-Control-Expose-Headers")
            .ShouldBe(
                ["ETag", "Location", "Retry-After", "Idempotent-Replayed", "Content-Disposition"],
                ignoreOrder: true
            );
        Values(answer, "Vary").ShouldContain("Origin");

        using var foreign = await GetAsync(person.Client, path, Foreign);
        foreign.Headers.ShouldNotContain(header => header.Key.StartsWith("Access-Control-"));
    }

    [Test]
    public async Task Its_page_reads_a_stream_by_a_signed_address_and_no_other_page_does()
    {
        using var person = await Person.RegisterAsync(node);
        var generation = await GenerationStreamTests.SilentGenerationAsync(person.Client, nodes.Database);
        var address = (
            await Answers.JsonAsync(await person.Client.GetAsync($"/v1/generations/{generation}"), HttpStatusCode.OK)
        )["streamUrl"]!.GetValue<string>();
        using var page = node.CreateClient();

        using var answer = await GetAsync(page, address, Allowed);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Values(answer, "Access-Control-Allow-Origin").ShouldBe([Allowed]);
        using var foreign = await GetAsync(page, address, Foreign);
        foreign.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [TestCase("*")]
    [TestCase("app.example.com")]
    [TestCase("https://app.example.com/")]
    [TestCase("https://app.example.com/page")]
    [TestCase("https://*.example.com")]
    public void What_is_no_origin_is_refused_when_the_server_starts(string origin) =>
        Should
            .Throw<CommandRefusedException>(() =>
                new ServiceCollection().AddEdge(
                    new ConfigurationBuilder().AddInMemoryCollection([new("Edge:AllowedOrigins:0", origin)]).Build()
                )
            )
            .Message.ShouldContain(origin);

    private async Task<HttpResponseMessage> PreflightAsync(string origin, string method, string path, string headers)
    {
        using var client = node.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", headers);
        return await client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", origin);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static string[] Values(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values)
            ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))]
            : [];
}
