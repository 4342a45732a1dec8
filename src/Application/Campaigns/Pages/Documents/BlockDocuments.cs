using System.Globalization;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Documents;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Application.Campaigns.Pages.Documents;

internal sealed class BlockDocuments(IBlocks blocks) : IBlockDocuments
{
    private static readonly Dictionary<string, BlockFact> NoFacts = [];

    public string Compose(BlockDocument document)
    {
        var theme = Theme.For(
            new Brief(document.Title, "landing_page", null, null, null, [], "minimal", document.Language),
            document.Language,
            FactLedger.Nothing
        );
        return PageComposer
            .Compose(
                PageDocument.OfBlocks(
                    document.Title,
                    theme,
                    document.Sections.Select(Lay),
                    new PageOptions(blocks.SkipLabel(document.Language), NoIndex: true)
                )
            )
            .Html;

        (string ComponentType, string Html, string Css) Lay(BlockSection section, int index)
        {
            var block =
                blocks.Find(section.Kind) ?? throw new InvalidOperationException($"No block is a {section.Kind}.");
            var props = blocks.Complete(block, section.Props);
            var findings = blocks.Check(block, props);
            if (findings.Count > 0)
            {
                throw new InvalidOperationException($"{section.Kind}{findings[0].Path} {findings[0].Message}");
            }
            var markup = blocks.Render(
                block,
                props,
                new BlockPage(theme, string.Create(CultureInfo.InvariantCulture, $"section-{index + 1}"), NoFacts)
            );
            return (block.ComponentType, markup.Html, markup.Css);
        }
    }
}
