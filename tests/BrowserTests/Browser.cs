using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.Playwright;
using Host = AiWebBuilder.IntegrationTests.Host;

// A page that is inspected keeps one core busy, the product and the browser another.
[assembly: LevelOfParallelism(2)]

namespace AiWebBuilder.BrowserTests;

/// <summary>One host behind a real port, and one Chromium, for the whole run.</summary>
[SetUpFixture]
internal sealed class Browser
{
    private static PostgresServer? server;
    private static FrontEnd? frontEnd;
    private static Host? host;
    private static IPlaywright? playwright;
    private static IBrowser? browser;

    /// <summary>The running product.</summary>
    public static Host Host => host ?? throw new InvalidOperationException("The set-up has not run.");

    /// <summary>A page of another origin, which the product allows.</summary>
    public static FrontEnd FrontEnd => frontEnd ?? throw new InvalidOperationException("The set-up has not run.");

    /// <summary>Where it listens, without a slash at the end.</summary>
    public static string Address { get; private set; } = "";

    /// <summary>Where the run leaves its screenshots: <c>artifacts/screenshots</c> beside the solution.</summary>
    public static string Screenshots { get; } = Path.Combine(RepositoryRoot(), "artifacts", "screenshots");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var chromium = ChromiumPath();
        server = await PostgresServer.StartAsync(CancellationToken.None);
        frontEnd = await FrontEnd.StartAsync();
        host = await Host.StartAsync(server.ConnectionString);
        host.Settings["Edge:AllowedOrigins:0"] = frontEnd.Origin;
        host.UseKestrel(0);
        host.StartServer();
        using (var client = host.CreateClient())
        {
            frontEnd.Api = Address = client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox"] }
        );
        Directory.CreateDirectory(Screenshots);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
        if (host is not null)
        {
            await host.DisposeAsync();
        }
        if (frontEnd is not null)
        {
            await frontEnd.DisposeAsync();
        }
        if (server is not null)
        {
            await Host.DropTemplatesAsync(server.ConnectionString);
            await server.DisposeAsync();
        }
    }

    /// <summary>A window of its own, <paramref name="width"/> CSS pixels wide.</summary>
    public static async Task<IBrowserContext> WindowAsync(int width, bool javaScript = true) =>
        await browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = HeightFor(width) },
                JavaScriptEnabled = javaScript,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );

    /// <summary>How high a window of that width is.</summary>
    public static int HeightFor(int width) => width < 600 ? 844 : 900;

    private static string ChromiumPath()
    {
        string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin");
        return folders
                .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                "Chromium is missing: install it, on Debian or Ubuntu by apt-get install chromium fonts-noto."
            );
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AiWebBuilder.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName
            ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository.");
    }
}
