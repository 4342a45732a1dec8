using Microsoft.Playwright;

namespace AiWebBuilder.BrowserTests.Pages;

/// <summary>Every page and e-mail of the sample briefs, as published, in Chromium.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SampleBriefPagesTests
{
    private static IEnumerable<string> Briefs() =>
        Directory
            .EnumerateFiles(Path.Combine(TestContext.CurrentContext.TestDirectory, "briefs"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Briefs))]
    public async Task Nothing_is_wrong_with_it_at_any_width(string brief)
    {
        var campaign = await PublishedCampaign.FromSampleAsync(brief);
        (campaign.Pages.Count + campaign.Emails.Count).ShouldBeGreaterThan(0);
        var problems = new List<string>();
        await using var inspection = await PageInspection.OpenAsync();
        foreach (var (path, number) in campaign.Pages.Select((path, index) => (path, index + 1)))
        {
            problems.AddRange(
                await inspection.InspectAsync(
                    path,
                    PageInspection.IsWhole ? [1440, 390, 320] : [1440, 320],
                    width => width == 320 ? null : $"{brief}-{number}-{width}.jpg"
                )
            );
        }
        foreach (var (html, number) in campaign.Emails.Select((html, index) => (html, index + 1)))
        {
            problems.AddRange(
                await inspection.InspectDocumentAsync(
                    html,
                    $"{brief}, e-mail {number}",
                    [600, 390],
                    width => $"{brief}-email-{number}-{width}.jpg"
                )
            );
        }
        problems.AddRange(await WithoutJavaScriptAsync(campaign));
        problems.ShouldBeEmpty(string.Join(Environment.NewLine, problems));
    }

    // Menus open, answers unfold, forms can be sent, and everything can be read by those whose scripts do not arrive.
    private static async Task<List<string>> WithoutJavaScriptAsync(PublishedCampaign campaign)
    {
        await using var window = await Browser.WindowAsync(390, javaScript: false);
        var page = await window.NewPageAsync();
        var problems = new List<string>();
        foreach (var path in campaign.Pages)
        {
            await page.GotoAsync(Browser.Address + path);
            problems.AddRange(await WithoutJavaScriptAsync(page, path, campaign));
        }
        return problems;
    }

    private static async Task<List<string>> WithoutJavaScriptAsync(IPage page, string path, PublishedCampaign campaign)
    {
        var problems = new List<string>();
        var html = page.Locator("html");
        Expect(await html.GetAttributeAsync("lang"), campaign.Language, "lang");
        Expect(await html.GetAttributeAsync("dir"), campaign.Direction, "dir");
        Expect(await page.Locator("main").CountAsync(), 1, "main landmarks");
        if (await page.Locator("body > header").CountAsync() > 0)
        {
            Expect(await page.Locator("body > footer").CountAsync(), 1, "footer landmarks");
        }
        foreach (var form in await page.Locator("form").AllAsync())
        {
            Expect(await form.GetAttributeAsync("method"), "post", "form method");
            Expect(await form.GetAttributeAsync("action") is { Length: > 0 }, true, "form with an address");
            Expect(await form.Locator("button[type=submit]").CountAsync() > 0, true, "a form with a button");
        }
        foreach (var summary in await page.Locator("summary:visible").AllAsync())
        {
            var details = summary.Locator("xpath=..");
            var open = await details.GetAttributeAsync("open") is not null;
            await summary.ClickAsync();
            Expect(await details.GetAttributeAsync("open") is not null, !open, "whether it is open after a click");
        }
        return problems;

        void Expect<T>(T actual, T wanted, string what)
        {
            if (!EqualityComparer<T>.Default.Equals(actual, wanted))
            {
                problems.Add($"{path} without JavaScript: {what} is {actual}, not {wanted}.");
            }
        }
    }
}
