using AiWebBuilder.BrowserTests.Pages;
using Microsoft.Playwright;

namespace AiWebBuilder.BrowserTests;

/// <summary>The reference at /docs, as a newcomer opens it.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ReferenceTests
{
    /// <summary>Words of the buttons that lead to the services of the reference's vendor.</summary>
    private static readonly string[] Vendor =
    [
        "Ask AI",
        "Deploy",
        "Generate SDK",
        "SDKs",
        "Open API Client",
        "Configure",
        "Share",
        "Connect MCP",
        "Generate MCP",
    ];

    [Test]
    public async Task It_shows_the_groups_in_order_and_asks_no_other_host()
    {
        await using var window = await Browser.WindowAsync(1440);
        var page = await window.NewPageAsync();
        var faults = PageInspection.Listen(page);
        await page.GotoAsync($"{Browser.Address}/docs", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.GetByText("Start here: register or sign in").First.WaitForAsync();
        await ShowAsync(page, 1440);

        var text = await page.Locator("body").InnerTextAsync();
        string[] groups = ["Sign-in", "Campaigns", "Publishing", "Account", "Administration"];
        var places = groups.Select(group => text.IndexOf($"\n{group}\n", StringComparison.Ordinal)).ToArray();
        places.ShouldAllBe(place => place >= 0, text);
        places.ShouldBeInOrder(SortDirection.Ascending);
        Vendor.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        faults.ShouldBeEmpty();
    }

    [Test]
    public async Task It_fits_a_phone()
    {
        await using var window = await Browser.WindowAsync(390);
        var page = await window.NewPageAsync();
        var faults = PageInspection.Listen(page);
        await page.GotoAsync($"{Browser.Address}/docs", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.GetByText("From a short brief about a business").First.WaitForAsync();
        await ShowAsync(page, 390);

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        var text = await page.Locator("body").InnerTextAsync();
        Vendor.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        faults.ShouldBeEmpty();
    }

    /// <summary>For people to look at: artifacts/screenshots.</summary>
    private static Task<byte[]> ShowAsync(IPage page, int width) =>
        page.ScreenshotAsync(
            new()
            {
                Path = Path.Combine(Browser.Screenshots, $"docs-{width}.jpg"),
                Type = ScreenshotType.Jpeg,
                Quality = 85,
            }
        );
}
