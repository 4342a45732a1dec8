using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Exports.WordPress;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.UnitTests.Campaigns.Blocks;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.BrowserTests.Exports;

/// <summary>Exports to WordPress, as its parser reads them.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class WordPressExportTests
{
    private static readonly BlockCatalogue Blocks = new();

    [Test]
    public async Task Every_variant_of_every_block_is_blocks_within_blocks_and_nothing_beside_them()
    {
        var asked = new JsonObject();
        foreach (var sample in new[] { "default", "arabic", "japanese" })
        {
            for (var variant = 0; variant < Blocks.All.Max(block => block.Variants.Count); variant++)
            {
                var page = BlockPages.Of(Blocks, sample, "soft", variant);
                var own = new HtmlParser()
                    .ParseDocument(page)
                    .QuerySelector(".custom")!
                    .GetAttribute("data-component-id");
                asked[$"{sample}-{variant}"] = PageBlocks
                    .Of(
                        page,
                        id => id == own ? null : "A section",
                        css => !css.Contains("-custom", StringComparison.Ordinal)
                    )
                    .Whole;
            }
        }
        asked["broken"] = "<!-- wp:group --><div><!-- wp:list-item --><li>A</li><!-- /wp:list-item -->B<p>C</p>";

        var answer = (await Node.RunAsync("wordpress.mjs", asked)).Deserialize<Dictionary<string, Read>>(
            JsonSerializerOptions.Web
        )!;

        answer.Remove("broken", out var broken);
        broken!.Problems.ShouldNotBeEmpty();
        answer.Count.ShouldBeGreaterThanOrEqualTo(15);
        foreach (var (name, read) in answer)
        {
            read.Problems.ShouldBeEmpty(name);
            var all = read.Blocks.Values.Sum();
            // Drawings, forms, menus: one in ten at most, and never a whole section.
            ((double)read.Blocks["core/html"] / all).ShouldBeLessThan(0.1, name);
            foreach (
                var block in new[]
                {
                    "group",
                    "heading",
                    "paragraph",
                    "list",
                    "list-item",
                    "buttons",
                    "button",
                    "quote",
                }
            )
            {
                read.Blocks.ShouldContainKey($"core/{block}", name);
            }
        }
    }

    private sealed record Read(Dictionary<string, int> Blocks, string[] Problems);
}
