using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.UnitTests.Campaigns.Blocks;

namespace AiWebBuilder.BrowserTests;

/// <summary>Every variant of every block, in three styles and three scripts, in Chromium.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BlockPagesTests
{
    private static readonly BlockCatalogue Blocks = new();

    [Test]
    public async Task Nothing_is_wrong_with_a_page_of_all_blocks(
        [Values("editorial", "bold", "soft")] string style,
        [Values("default", "arabic", "japanese")] string sample
    )
    {
        List<string> problems = [];
        await using var inspection = await PageInspection.OpenAsync();
        for (var variant = 0; variant < Blocks.All.Max(block => block.Variants.Count); variant++)
        {
            var name = $"blocks-{style}-{sample}-{variant}";
            problems.AddRange(
                await inspection.InspectDocumentAsync(
                    BlockPages.Of(Blocks, sample, style, variant),
                    name,
                    [1440, 320],
                    width => width == 1440 && sample == "default" ? $"{name}.jpg" : null
                )
            );
        }
        problems.ShouldBeEmpty(string.Join(Environment.NewLine, problems));
    }
}
