using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AiWebBuilder.UnitTests.AiUsage;
using Microsoft.Playwright;

namespace AiWebBuilder.BrowserTests;

/// <summary>A page of plain HTML and JavaScript on another origin than the API does the main job: page/, which is an example as well.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class FrontEndTests
{
    private const string Cookie = "__Secure-refresh";
    private const string Password = "a long enough password";

    [Test]
    public async Task It_goes_from_sign_in_to_a_published_campaign_and_its_downloads_and_survives_being_loaded_again()
    {
        var email = await RegisterAsync();
        await using var window = await Browser.WindowAsync(1000);
        var page = await window.NewPageAsync();
        var faults = Listen(page);
        var answers = await OpenAsync(page, Browser.FrontEnd.Origin);

        await SignInAsync(page, email);
        await page.GetByText($"Signed in as {email}").WaitForAsync();

        // The first time its address has expired meanwhile: the page gets another one, and goes on.
        var streams = 0;
        await page.RouteAsync(
            "**/v1/generations/*/events?*",
            route =>
                Interlocked.Increment(ref streams) > 1
                    ? route.ContinueAsync()
                    : route.FulfillAsync(
                        new()
                        {
                            Status = 401,
                            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
                            {
                                ["Access-Control-Allow-Origin"] = Browser.FrontEnd.Origin,
                            },
                        }
                    )
        );
        await page.GetByLabel("Name").FillAsync("Lotus Yoga");
        await page.GetByLabel("What is it about?")
            .FillAsync("A small yoga studio in Bristol with classes for beginners.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create and generate" }).ClickAsync();
        await page.GetByText("generation.completed").WaitForAsync();
        (await page.Locator("#progress li").CountAsync()).ShouldBeGreaterThan(2);
        streams.ShouldBe(2);

        await page.GetByLabel("An image")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "yoga.png",
                    MimeType = "image/png",
                    Buffer = SamplePictures.Png,
                }
            );
        await page.WaitForFunctionAsync("document.getElementById('image').naturalWidth === 4");

        var row = page.Locator("#campaigns article");
        await row.GetByText("Lotus Yoga (ready)").WaitForAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await row.GetByText("Lotus Yoga, renamed (ready)").WaitForAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await row.GetByText("Lotus Yoga, renamed (launched)").WaitForAsync();

        await page.ReloadAsync();
        await page.GetByText($"Signed in as {email}").WaitForAsync();
        await HoldsNoSecretAsync(page, answers);

        var pages = await page.RunAndWaitForDownloadAsync(() =>
            row.GetByRole(AriaRole.Button, new() { Name = "Download pages" }).ClickAsync()
        );
        pages.SuggestedFilename.ShouldEndWith("-html.zip");
        using (var zip = ZipFile.OpenRead(await pages.PathAsync()))
        {
            zip.Entries.Select(entry => entry.FullName).ShouldContain("index.html");
        }
        var figures = await page.RunAndWaitForDownloadAsync(() =>
            row.GetByRole(AriaRole.Button, new() { Name = "Download figures" }).ClickAsync()
        );
        figures.SuggestedFilename.ShouldEndWith(".csv");
        (await File.ReadAllTextAsync(await figures.PathAsync())).ShouldStartWith("day,eventType,");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Browser.Screenshots, "front-end.png") });

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByLabel("Password").WaitForAsync();
        (await window.CookiesAsync()).ShouldBeEmpty();
        await page.ReloadAsync();
        await page.GetByLabel("Password").WaitForAsync();

        // Each load without the cookie is told that nobody is signed in, which browsers write to their console.
        faults.Where(fault => !fault.Contains("401")).ShouldBeEmpty();
        answers.Hosts.ShouldBeSubsetOf([
            new Uri(Browser.FrontEnd.Origin).Authority,
            new Uri(Browser.Address).Authority,
        ]);
        answers.Hosts.Count.ShouldBe(2);
    }

    [Test]
    public async Task The_same_page_on_an_origin_that_nobody_allowed_gets_nothing()
    {
        var email = await RegisterAsync();
        await using var window = await Browser.WindowAsync(1000);
        var page = await window.NewPageAsync();
        var answers = await OpenAsync(page, Browser.FrontEnd.Origin);
        await SignInAsync(page, email);
        await page.GetByText($"Signed in as {email}").WaitForAsync();
        var refreshed = await page.EvaluateAsync<string>(
            """
            async () => (await fetch(`${document.querySelector('meta[name=api]').content}/v1/auth/refresh`, {
              method: 'POST', credentials: 'include', headers: { 'Content-Type': 'application/json' }, body: '{}' })).status + ''
            """
        );
        refreshed.ShouldBe("200", "the page that is allowed can");

        // The browser has the cookie, and the person opens another site beside it.
        var foreign = await window.NewPageAsync();
        await OpenAsync(foreign, Browser.FrontEnd.ForeignOrigin);
        await SignInAsync(foreign, email);
        await foreign.GetByText("Failed to fetch").WaitForAsync();
        (
            await foreign.EvaluateAsync<string>(
                """
                async () => {
                  const api = document.querySelector('meta[name=api]').content;
                  const said = [];
                  for (const init of [{}, { headers: { 'Content-Type': 'application/json' } }, { mode: 'no-cors' }]) {
                    try {
                      const answer = await fetch(`${api}/v1/auth/refresh`, { method: 'POST', credentials: 'include', body: '{}', ...init });
                      said.push(`${answer.type} ${answer.status}`);
                    } catch (error) { said.push(error.message); }
                  }
                  return said.join(', ');
                }
                """
            )
        ).ShouldBe("Failed to fetch, Failed to fetch, Failed to fetch");

        // Nothing of it has moved the session on.
        await page.ReloadAsync();
        await page.GetByText($"Signed in as {email}").WaitForAsync();
        answers.Hosts.Count.ShouldBe(2);
    }

    private static async Task HoldsNoSecretAsync(IPage page, Seen answers)
    {
        (
            await page.EvaluateAsync<string>(
                "JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}])"
            )
        ).ShouldBe("""["",{},{}]""");
        (await page.EvaluateAsync<int>("indexedDB.databases().then(all => all.length)")).ShouldBe(0);
        var cookie = (await page.Context.CookiesAsync()).ShouldHaveSingleItem();
        cookie.Name.ShouldBe(Cookie);
        (cookie.HttpOnly, cookie.Secure, cookie.SameSite, cookie.Path).ShouldBe(
            (true, true, SameSiteAttribute.Strict, "/v1/auth")
        );
        var bodies = await Task.WhenAll(answers.Bodies);
        var signIns = bodies.Where(body => body.Contains("\"accessToken\"")).ToArray();
        signIns.Length.ShouldBeGreaterThanOrEqualTo(2);
        signIns.ShouldAllBe(body => JsonNode.Parse(body)!["refreshToken"] == null);
        bodies.ShouldAllBe(body => !body.Contains(cookie.Value));
    }

    private static async Task<Seen> OpenAsync(IPage page, string origin)
    {
        var seen = new Seen();
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal))
            {
                seen.Authorities[new Uri(request.Url).Authority] = true;
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Url.Contains("/v1/auth/", StringComparison.Ordinal) && response.Request.Method == "POST")
            {
                seen.Bodies.Add(response.TextAsync());
            }
        };
        await page.GotoAsync(origin);
        return seen;
    }

    private static async Task SignInAsync(IPage page, string email)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static List<string> Listen(IPage page)
    {
        List<string> faults = [];
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                faults.Add(message.Text);
            }
        };
        page.PageError += (_, error) => faults.Add(error);
        return faults;
    }

    private static async Task<string> RegisterAsync()
    {
        var email = $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@example.com";
        using var client = await Browser.Host.SignedInAsync(email);
        return email;
    }

    private sealed class Seen
    {
        public ConcurrentBag<Task<string>> Bodies { get; } = [];

        public ConcurrentDictionary<string, bool> Authorities { get; } = new(StringComparer.Ordinal);

        public ICollection<string> Hosts => Authorities.Keys;
    }
}
