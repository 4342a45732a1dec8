using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>The catalogue of blocks. A block is a folder; the folders are read once.</summary>
public interface IBlocks
{
    /// <summary>All blocks, by kind.</summary>
    IReadOnlyList<Block> All { get; }

    /// <summary>The rules that all blocks stand on: once a page, before theirs.</summary>
    string SharedCss { get; }

    /// <summary>The block of a kind; null when there is none.</summary>
    Block? Find(string kind);

    /// <summary>Everything in the props that the block's schema does not allow; empty: they are valid.</summary>
    IReadOnlyList<PropFinding> Check(Block block, JsonObject props);

    /// <summary>Lays props out. Every text is escaped where it is written; a reference without a target is left out.</summary>
    /// <param name="props">Valid by <see cref="Check"/>.</param>
    BlockMarkup Render(Block block, JsonObject props, BlockPage page);

    /// <summary>Puts rendered parts together into one e-mail: a document of one column that old mail programs can lay out.</summary>
    string Compose(BlockEmail email);
}
