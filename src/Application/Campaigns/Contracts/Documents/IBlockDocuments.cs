namespace AiWebBuilder.Application.Campaigns.Contracts.Documents;

/// <summary>Lays out in blocks what other modules have to show.</summary>
public interface IBlockDocuments
{
    /// <summary>A whole HTML document without scripts, in the product's own look. A section that its block does not take is a bug, and thrown.</summary>
    string Compose(BlockDocument document);
}
