using System.Globalization;
using AiWebBuilder.Api.Demo;
using AiWebBuilder.IntegrationTests.Harness;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.IntegrationTests.Demo;

/// <summary>What somebody sees first who has a site already.</summary>
public sealed class MigrationDemoTests
{
    private static readonly string Site = Path.Combine(TestContext.CurrentContext.TestDirectory, "site");

    [Test]
    public async Task The_bundled_site_is_moved_from_connected_to_published_and_its_reports_are_left_in_a_folder()
    {
        var folder = Directory.CreateTempSubdirectory("migration");
        await using var nodes = await Nodes.CreateAsync();
        try
        {
            await using var site = await BundledSite.StartAsync(new DirectoryInfo(Site), CancellationToken.None);
            await using var node = nodes.Start(services: null, ("Outgoing:AllowLoopback", "true"));
            using var http = node.CreateClient();
            await using var report = new StringWriter(CultureInfo.InvariantCulture);

            await new MigrationDemo(http, report).RunAsync(site, folder.FullName, CancellationToken.None);

            var text = report.ToString();
            await TestContext.Out.WriteLineAsync(text);
            text.ShouldMatch("connected +The bundled site: connected");
            text.ShouldMatch("synced +5 new contents");
            text.ShouldMatch("rehearsed +[1-9][0-9]* carried, .*; nothing was made");
            text.ShouldMatch("imported +5 pages: [1-9][0-9]* carried");
            text.ShouldMatch(@"left out: http://127\.0\.0\.1:\d+/offers/ .*404");
            text.ShouldContain(folder.FullName);
            // What the site was made to have wrong is found.
            var audit = new HtmlParser().ParseDocument(await ReadAsync(folder, "full_audit.html")).Body!.TextContent;
            audit.ShouldContain("Mend the broken links");
            audit.ShouldContain("Describe the pictures");
            (await ReadAsync(folder, "migration_assessment.html")).ShouldContain("Migration assessment");
            (await ReadAsync(folder, "page.html")).ShouldContain("in the middle of Hebden Bridge");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_folder_without_a_page_is_no_site()
    {
        var folder = Directory.CreateTempSubdirectory("no-site");
        try
        {
            var refused = await Should.ThrowAsync<ProductRefusedException>(() =>
                BundledSite.StartAsync(folder, CancellationToken.None)
            );
            refused.Message.ShouldContain("has no index.html");
        }
        finally
        {
            folder.Delete();
        }
    }

    private static Task<string> ReadAsync(DirectoryInfo folder, string name) =>
        File.ReadAllTextAsync(Path.Combine(folder.FullName, name));
}
