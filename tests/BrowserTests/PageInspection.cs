using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace AiWebBuilder.BrowserTests;

/// <summary>Opens pages and says what is wrong with them.</summary>
internal static class PageInspection
{
    private static readonly string Checks = ReadChecks();

    /// <summary>
    /// What is wrong with the page at <paramref name="path"/>: what the console and the network say while it loads, and
    /// what a visitor would see (checks.js). Empty when nothing is.
    /// </summary>
    /// <param name="screenshot">File name of a picture of the whole page; null: none is taken.</param>
    public static async Task<List<string>> InspectAsync(string path, int width, string? screenshot = null)
    {
        await using var window = await Browser.WindowAsync(width);
        var page = await window.NewPageAsync();
        var heard = Listen(page);
        var answer = await page.GotoAsync(Browser.Address + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        if (answer?.Status != 200)
        {
            return [$"{path} answers {answer?.Status}."];
        }
        return await LookAsync(page, heard, $"{path} at {width} px", screenshot);
    }

    /// <summary>The same for an e-mail, which is a document that no server serves.</summary>
    public static async Task<List<string>> InspectEmailAsync(string html, string name, int width, string? screenshot)
    {
        await using var window = await Browser.WindowAsync(width);
        var page = await window.NewPageAsync();
        var heard = Listen(page);
        await page.SetContentAsync(html);
        return await LookAsync(page, heard, $"{name} at {width} px", screenshot);
    }

    private static async Task<List<string>> LookAsync(
        IPage page,
        ConcurrentQueue<string> heard,
        string where,
        string? screenshot
    )
    {
        if (screenshot is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Browser.Screenshots, screenshot), FullPage = true });
        }
        var seen = await page.EvaluateAsync<string[]>(Checks);
        return [.. heard.Concat(seen).Select(problem => $"{where}: {problem}")];
    }

    private static ConcurrentQueue<string> Listen(IPage page)
    {
        var heard = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                heard.Enqueue($"The console says: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => heard.Enqueue($"A script failed: {error}");
        page.Dialog += (_, dialog) => heard.Enqueue($"A dialog opened: {dialog.Message}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                heard.Enqueue($"{response.Url} answers {response.Status}.");
            }
        };
        page.RequestFailed += (_, request) => heard.Enqueue($"{request.Url} fails: {request.Failure}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Browser.Address + "/", StringComparison.Ordinal))
            {
                heard.Enqueue($"It asks another host: {request.Url}");
            }
        };
        return heard;
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
