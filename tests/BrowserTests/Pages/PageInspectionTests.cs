namespace AiWebBuilder.BrowserTests.Pages;

/// <summary>The inspection itself: each fault that it is there for is found on a page made to have it.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class PageInspectionTests
{
    private PageInspection inspection = null!;

    // One window for all of them: to open one takes longer than to look into it.
    [OneTimeSetUp]
    public async Task OpenAsync() => inspection = await PageInspection.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await inspection.DisposeAsync();

    [TestCase("<div style='width:2000px;height:9px'></div>", "scrolls sideways")]
    [TestCase("<p style='color:#999'>Faint words</p>", "contrast of")]
    [TestCase("<p style='color:#888;font:700 40px serif'>Large, and faint</p>", "contrast of")]
    [TestCase("<p style='color:#fff;background:linear-gradient(#000,#eee)'>On a gradient</p>", "contrast of")]
    [TestCase("<div style='height:12px;overflow:hidden'><p>One<br>Two<br>Three</p></div>", "is cut off")]
    [TestCase("<p>Below</p><p style='margin-top:-34px'>Above</p>", "overlap")]
    [TestCase("<p>Under</p><div style='position:absolute;inset:0;background:#fff'></div>", "lies under")]
    [TestCase(
        "<div style='overflow-x:auto'><p style='width:900px;text-align:right'>Far</p></div>",
        "leaves the window"
    )]
    [TestCase("<a href='#x' style='display:block;width:9px;height:9px;overflow:hidden'></a>", "px small")]
    [TestCase("<a href='#x' style='outline:none;display:block;padding:20px'>Go</a>", "shows no focus")]
    [TestCase("<h1>Second</h1>", "2 main headings")]
    [TestCase("<h4>Deep</h4>", "skips from level")]
    [TestCase("<input name='lonely'>", "has no label")]
    [TestCase("<nav><a href='#x' style='display:block;padding:20px'>Go</a></nav>", "one without a name")]
    [TestCase("<b id='a'></b><b id='a'></b>", "stands twice")]
    [TestCase("<script>console.error('ouch')</script>", "The console says")]
    [TestCase("<script>null.x</script>", "A script failed")]
    [TestCase("<img alt='' src='http://127.0.0.2:9/x.png'>", "It asks another host")]
    public async Task A_fault_is_found(string fault, string problem)
    {
        var problems = await InspectAsync($"<!doctype html><h1>First</h1>{fault}");
        problems.ShouldContain(found => found.Contains(problem), string.Join(Environment.NewLine, problems));
    }

    [Test]
    public async Task A_script_that_is_missing_is_found()
    {
        var fault = $"<script src='{Browser.Address}/no-such-script.js'></script>";
        var problems = await InspectAsync($"<!doctype html><h1>First</h1>{fault}");
        problems.ShouldContain(
            found => found.Contains("no-such-script.js fails"),
            string.Join(Environment.NewLine, problems)
        );
    }

    [Test]
    public async Task What_axe_knows_is_found()
    {
        await InspectAsync("<!doctype html><html lang='en'><title>A</title><h1>First</h1><p role='buton'>Words</p>");
        (await inspection.AxeAsync("page")).ShouldContain(found => found.Contains("aria-roles"));
    }

    [TestCase("<p>Words</p>")]
    [TestCase("<div tabindex='0' style='overflow-x:auto'><p style='width:900px;text-align:right'>Reachable</p></div>")]
    [TestCase(
        "<p>Words</p><p style='position:fixed;bottom:0;margin:0;height:40px;background:#fff'>A bar</p><p style='padding:760px 0'>Below</p>"
    )]
    public async Task A_page_without_faults_passes(string content) =>
        (await InspectAsync($"<!doctype html><h1>First</h1>{content}")).ShouldBeEmpty();

    private Task<List<string>> InspectAsync(string html) => inspection.InspectDocumentAsync(html, "page", [390]);
}
