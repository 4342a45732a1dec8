using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Api.Demo;

namespace AiWebBuilder.IntegrationTests.Demo;

/// <summary>What a newcomer sees first.</summary>
public sealed class DemoTests
{
    [TestCase("yoga-studio")]
    [TestCase("webinar-funnel")]
    [TestCase("charity-appeal")]
    public async Task The_demo_takes_a_brief_to_a_measured_campaign_and_leaves_its_pages_in_a_folder(string brief)
    {
        var folder = Directory.CreateTempSubdirectory("demo");
        try
        {
            using var http = App.Current.CreateClient();
            await using var report = new StringWriter(CultureInfo.InvariantCulture);
            var path = Path.Combine(TestContext.CurrentContext.TestDirectory, "briefs", $"{brief}.json");

            await new DemoRun(http, report, TimeProvider.System).RunAsync(
                JsonNode.Parse(await File.ReadAllTextAsync(path))!,
                folder.FullName,
                CancellationToken.None
            );

            var text = report.ToString();
            await TestContext.Out.WriteLineAsync(text);
            text.ShouldContain("generation  completed");
            text.ShouldContain("preflight   passed");
            Directory.EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories).ShouldNotBeEmpty();
            if (brief != "charity-appeal")
            {
                text.ShouldMatch(@"simulated visits +100\b");
                text.ShouldMatch(@"\n +views +[1-9]");
                text.ShouldMatch(@"\n +visitors +100\b");
                text.ShouldMatch(@"\n +conversions +[1-9]");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
