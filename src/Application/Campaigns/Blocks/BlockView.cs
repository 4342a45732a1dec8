using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>A block as editors see it: enough to draw a form for its props.</summary>
/// <param name="Sample">A whole example to begin with.</param>
public sealed record BlockView(
    string Kind,
    int Version,
    [OneOf(typeof(ComponentTypes))] string ComponentType,
    string Title,
    string Description,
    IReadOnlyList<string> Variants,
    JsonObject Schema,
    BlockSampleView Sample
)
{
    internal static BlockView Of(Block block) =>
        new(
            block.Kind,
            block.Version,
            block.ComponentType,
            block.Title,
            block.Description,
            block.Variants,
            block.Schema,
            new(block.Samples[0].Props, block.Samples[0].Facts)
        );
}

/// <param name="Props">Valid by the block's schema.</param>
/// <param name="Facts">Those that the props name.</param>
public sealed record BlockSampleView(JsonObject Props, IReadOnlyList<BlockFact> Facts);
