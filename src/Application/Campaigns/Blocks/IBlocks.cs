using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>The catalogue of blocks. A block is a folder; the folders are read once.</summary>
public interface IBlocks
{
    /// <summary>All blocks, by kind.</summary>
    IReadOnlyList<Block> All { get; }

    /// <summary>The block of a kind; null when there is none.</summary>
    Block? Find(string kind);

    /// <summary>What the link that leads past the head of a page says; in English where there are no labels of the language.</summary>
    string SkipLabel(string language);

    /// <summary>Props that an older version of the product has stored, as today's block has them; all others as they are.</summary>
    /// <param name="props">Not changed.</param>
    JsonObject Current(string kind, JsonObject props);

    /// <summary>
    /// The props with what need not be said: the block's version, the usual choices (so that later ones of the product change nothing), and
    /// an id for every item that has none, or another's.
    /// </summary>
    /// <param name="props">Not changed.</param>
    JsonObject Complete(Block block, JsonObject props);

    /// <summary>Everything in the props that the block's schema does not allow; empty: they are valid.</summary>
    IReadOnlyList<PropFinding> Check(Block block, JsonObject props);

    /// <summary>
    /// Everything that the props refer to and that is not there: facts, pages, sections, images, files; and of code of one's own, what no page can be
    /// published with.
    /// </summary>
    /// <param name="props">Valid by <see cref="Check"/>.</param>
    IReadOnlyList<PropFinding> References(Block block, JsonObject props, BlockPage page);

    /// <summary>Lays props out. Every text is escaped where it is written; a reference without a target is left out.</summary>
    /// <param name="props">Valid by <see cref="Check"/>.</param>
    BlockMarkup Render(Block block, JsonObject props, BlockPage page);

    /// <summary>Puts rendered parts together into one e-mail: a document of one column that old mail programs can lay out.</summary>
    string Compose(BlockEmail email);
}
