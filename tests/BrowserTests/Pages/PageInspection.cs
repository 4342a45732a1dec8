using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace AiWebBuilder.BrowserTests.Pages;

/// <summary>A window in which pages are opened one after the other, and which says what is wrong with them.</summary>
internal sealed class PageInspection : IAsyncDisposable
{
    private static readonly string Checks = ReadChecks();
    private static readonly Lazy<Task<string>> Axe = new(() =>
        File.ReadAllTextAsync(Path.Combine(Node.Folder, "node_modules", "axe-core", "axe.min.js"))
    );

    /// <summary>Whether every page is looked at, at every width, as <c>./dev test pages</c> says; else a cut that meets each of them.</summary>
    public static bool IsWhole { get; } = Environment.GetEnvironmentVariable("AIWEBBUILDER_ALL_PAGES") is not null;

    /// <summary>Pictures are for people, who look at none in CI; to take them is a tenth of the run.</summary>
    private static readonly bool TakesPictures = Environment.GetEnvironmentVariable("CI") is null;

    private readonly IBrowserContext window;
    private readonly IPage page;
    private readonly ConcurrentQueue<string> heard;

    private PageInspection(IBrowserContext window, IPage page)
    {
        this.window = window;
        this.page = page;
        heard = Listen(page);
    }

    public static async Task<PageInspection> OpenAsync()
    {
        var opened = await Browser.WindowAsync(1440);
        return new PageInspection(opened, await opened.NewPageAsync());
    }

    public ValueTask DisposeAsync() => window.DisposeAsync();

    /// <summary>
    /// What is wrong with the page at <paramref name="path"/>: what the console and the network say while it loads, and what a
    /// visitor would see (checks.js) at each width. It is loaded once, at the first width, and the window made narrower, as a
    /// device is turned: nothing on a page depends on the width but its style sheet. Empty when nothing is wrong.
    /// </summary>
    /// <param name="picture">File name of a picture of the whole page at a width; null: none is taken.</param>
    public async Task<List<string>> InspectAsync(
        string path,
        IReadOnlyList<int> widths,
        Func<int, string?>? picture = null
    )
    {
        await page.SetViewportSizeAsync(widths[0], Browser.HeightFor(widths[0]));
        var answer = await page.GotoAsync(Browser.Address + path, new() { WaitUntil = WaitUntilState.Load });
        return answer?.Status == 200 ? await LookAsync(path, widths, picture) : [$"{path} answers {answer?.Status}."];
    }

    /// <summary>The same for a document that no server serves: an e-mail.</summary>
    public async Task<List<string>> InspectDocumentAsync(
        string html,
        string name,
        IReadOnlyList<int> widths,
        Func<int, string?>? picture = null
    )
    {
        await page.SetViewportSizeAsync(widths[0], Browser.HeightFor(widths[0]));
        await page.SetContentAsync(html);
        return await LookAsync(name, widths, picture);
    }

    /// <summary>What axe-core finds on the page that was inspected last, at the width that it was inspected at last.</summary>
    /// <param name="contrast">With its measurement of contrast, which takes longer than all else and looks at what checks.js has seen.</param>
    public async Task<IEnumerable<string>> AxeAsync(string name, bool contrast = true)
    {
        // A document that is written anew stays in the same window, which has it already.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(await Axe.Value);
        }
        var found = await page.EvaluateAsync<string[]>(
            """
            async contrast => (await axe.run({ resultTypes: ['violations'], rules: { 'color-contrast': { enabled: contrast } } }))
              .violations.map(rule => `${rule.id}: ${rule.help}: ${rule.nodes.map(node => node.html.slice(0, 200)).join(' | ')}`)
            """,
            contrast
        );
        return found.Select(problem => $"{name}: axe {problem}");
    }

    private async Task<List<string>> LookAsync(string name, IReadOnlyList<int> widths, Func<int, string?>? picture)
    {
        var problems = new List<string>();
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, Browser.HeightFor(width));
            if (TakesPictures && picture?.Invoke(width) is { } file)
            {
                // JPEG: to press a page of 7,000 pixels into a PNG takes longer than to check it.
                await page.ScreenshotAsync(
                    new()
                    {
                        Path = Path.Combine(Browser.Screenshots, file),
                        Type = ScreenshotType.Jpeg,
                        Quality = 85,
                        FullPage = true,
                    }
                );
            }
            var seen = await page.EvaluateAsync<string[]>(Checks);
            problems.AddRange(seen.Select(problem => $"{name} at {width} px: {problem}"));
        }
        while (heard.TryDequeue(out var sound))
        {
            problems.Add($"{name}: {sound}");
        }
        return problems;
    }

    /// <summary>What the console, the scripts and the network of a page say from now on, where it is a fault.</summary>
    public static ConcurrentQueue<string> Listen(IPage page)
    {
        var sounds = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                sounds.Enqueue($"The console says: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => sounds.Enqueue($"A script failed: {error}");
        page.Dialog += (_, dialog) => sounds.Enqueue($"A dialog opened: {dialog.Message}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                sounds.Enqueue($"{response.Url} answers {response.Status}.");
            }
        };
        page.RequestFailed += (_, request) => sounds.Enqueue($"{request.Url} fails: {request.Failure}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Browser.Address + "/", StringComparison.Ordinal))
            {
                sounds.Enqueue($"It asks another host: {request.Url}");
            }
        };
        return sounds;
    }

    private static string ReadChecks()
    {
        using var stream = typeof(PageInspection).Assembly.GetManifestResourceStream(
            "AiWebBuilder.BrowserTests.checks.js"
        )!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
