using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace AiWebBuilder.BrowserTests;

/// <summary>Opens pages and says what is wrong with them.</summary>
internal static class PageInspection
{
    private static readonly string Checks = ReadChecks();

    /// <summary>
    /// What is wrong with the page at <paramref name="path"/>: what the console and the network say while it loads, and what a
    /// visitor would see (checks.js) at each width. It is loaded once, at the first width, and the window made narrower, as a
    /// device is turned: nothing on a page depends on the width but its style sheet. Empty when nothing is wrong.
    /// </summary>
    /// <param name="picture">File name of a picture of the whole page at a width; null: none is taken.</param>
    public static async Task<List<string>> InspectAsync(
        string path,
        IReadOnlyList<int> widths,
        Func<int, string?>? picture = null
    )
    {
        await using var window = await Browser.WindowAsync(widths[0]);
        var page = await window.NewPageAsync();
        var heard = Listen(page);
        var answer = await page.GotoAsync(Browser.Address + path, new() { WaitUntil = WaitUntilState.Load });
        return answer?.Status == 200
            ? await LookAsync(page, heard, path, widths, picture)
            : [$"{path} answers {answer?.Status}."];
    }

    /// <summary>The same for an e-mail, which is a document that no server serves.</summary>
    public static async Task<List<string>> InspectEmailAsync(
        string html,
        string name,
        IReadOnlyList<int> widths,
        Func<int, string?>? picture = null
    )
    {
        await using var window = await Browser.WindowAsync(widths[0]);
        var page = await window.NewPageAsync();
        var heard = Listen(page);
        await page.SetContentAsync(html);
        return await LookAsync(page, heard, name, widths, picture);
    }

    private static async Task<List<string>> LookAsync(
        IPage page,
        ConcurrentQueue<string> heard,
        string name,
        IReadOnlyList<int> widths,
        Func<int, string?>? picture
    )
    {
        var problems = new List<string>();
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, Browser.HeightFor(width));
            if (picture?.Invoke(width) is { } file)
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(Browser.Screenshots, file), FullPage = true });
            }
            var seen = await page.EvaluateAsync<string[]>(Checks);
            problems.AddRange(seen.Select(problem => $"{name} at {width} px: {problem}"));
        }
        return [.. heard.Select(problem => $"{name}: {problem}"), .. problems];
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
