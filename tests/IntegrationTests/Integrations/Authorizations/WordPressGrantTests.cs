using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;
using AiWebBuilder.IntegrationTests.Harness.WordPress;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.IntegrationTests.Integrations.Authorizations;

/// <summary>A real site asks whoever is signed in there, and its answer connects it.</summary>
internal sealed class WordPressGrantTests
{
    private Host host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await Host.StartAsync(App.Current.Owner);
        host.Settings["Outgoing:AllowLoopback"] = "true";
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task A_person_approves_on_the_site_and_the_connection_works([Values] bool pretty)
    {
        var server = await WordPressServer.GetAsync();
        var site = pretty ? server.Pretty : server.Plain;
        using var client = await host.SignedInAsync();
        var started = await StartedAsync(client, site.Url);
        var back = await AnswerOnTheSiteAsync(site, started["authorizeUrl"]!.GetValue<string>(), "approve");

        back.GetLeftPart(UriPartial.Path).ShouldBe("http://localhost:3000/connect-platform");
        var integration = await Answers.JsonAsync(await CompleteAsync(client, started, back), HttpStatusCode.OK);
        integration = await client.VerifyAsync(integration);
        integration["connectionStatus"]!.GetValue<string>().ShouldBe("connected", integration.ToJsonString());
        integration["platformMetadata"]!["username"]!.GetValue<string>().ShouldBe("admin");
        integration.ToJsonString().ShouldNotContain(HttpUtility.ParseQueryString(back.Query)["password"]!);
        // Once.
        (await CompleteAsync(client, started, back)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Test]
    public async Task A_refusal_or_another_site_connects_nothing()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var started = await StartedAsync(client, site.Url);
        var back = await AnswerOnTheSiteAsync(site, started["authorizeUrl"]!.GetValue<string>(), "reject");
        await ShouldBeRefusedAsync(await CompleteAsync(client, started, back));

        started = await StartedAsync(client, site.Url);
        var state = HttpUtility.ParseQueryString(
            new Uri(
                HttpUtility.ParseQueryString(new Uri(started["authorizeUrl"]!.GetValue<string>()).Query)["success_url"]!
            ).Query
        )["state"];
        await ShouldBeRefusedAsync(
            await CompleteAsync(
                client,
                started,
                new Uri(
                    $"http://localhost:3000/?state={state}&site_url=https%3A%2F%2Felsewhere.example&user_login=admin&password=abcd"
                )
            )
        );
        (await client.GetFromJsonAsync<JsonNode>("/v1/integrations"))!["data"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    [TestCase("""{"platformType":"wordpress"}""")]
    [TestCase("""{"platformType":"wordpress","siteUrl":"ftp://www.example.com"}""")]
    [TestCase("""{"platformType":"wordpress","siteUrl":"https://10.0.0.1/"}""")]
    [TestCase("""{"platformType":"gohighlevel","siteUrl":"https://www.example.com"}""")]
    [TestCase("""{"platformType":"joomla"}""")]
    public async Task What_is_no_site_is_refused_by_name(string body)
    {
        using var client = await host.SignedInAsync();
        using var answer = await client.PostTextAsync("/v1/integrations/authorizations", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task ShouldBeRefusedAsync(HttpResponseMessage answer) =>
        (await Answers.JsonAsync(answer, HttpStatusCode.Conflict))["code"]!
            .GetValue<string>()
            .ShouldBe("integrations.authorization_refused");

    private static async Task<JsonNode> StartedAsync(HttpClient client, string siteUrl) =>
        await Answers.JsonAsync(
            await client.PostAsJsonAsync(
                "/v1/integrations/authorizations",
                new { platformType = "wordpress", siteUrl }
            ),
            HttpStatusCode.Created
        );

    /// <summary>What the front end's page does: it hands over the query that it was opened with.</summary>
    private static Task<HttpResponseMessage> CompleteAsync(HttpClient client, JsonNode started, Uri back)
    {
        var query = HttpUtility.ParseQueryString(back.Query);
        return client.PostAsJsonAsync(
            "/v1/integrations/authorizations/callback",
            new
            {
                state = query["state"],
                browserKey = started["browserKey"]!.GetValue<string>(),
                answer = query.AllKeys.ToDictionary(name => name!, name => query[name]),
            }
        );
    }

    /// <summary>Signs in as a browser does, and presses the button.</summary>
    /// <returns>Where the site sends the browser.</returns>
    private static async Task<Uri> AnswerOnTheSiteAsync(WordPressSite site, string address, string button)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler);
        handler.CookieContainer.Add(new Uri(site.Url), new Cookie("wordpress_test_cookie", "WP%20Cookie%20check"));
        using var signedIn = await browser.PostAsync(
            new Uri($"{site.Url}/wp-login.php"),
            Form([new("log", "admin"), new("pwd", "signs in and nothing else"), new("testcookie", "1")])
        );
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Found);
        using var page = new HtmlParser().ParseDocument(await browser.GetStringAsync(new Uri(address)));
        var form = page.QuerySelector("form.form-wrap")!;
        using var answered = await browser.PostAsync(
            new Uri(form.GetAttribute("action")!),
            Form([
                .. form.QuerySelectorAll("input[name]:not([type=submit])")
                    .Select(field => new KeyValuePair<string, string>(
                        field.GetAttribute("name")!,
                        field.GetAttribute("value") ?? ""
                    )),
                new(button, "yes"),
            ])
        );
        answered.StatusCode.ShouldBe(HttpStatusCode.Found, await answered.Content.ReadAsStringAsync());
        return answered.Headers.Location!;
    }

    private static FormUrlEncodedContent Form(IEnumerable<KeyValuePair<string, string>> fields) => new(fields);
}
