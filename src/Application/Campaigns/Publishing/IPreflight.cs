namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>Looks at composed pages with a parser: no model, no tokens, the same answer each time.</summary>
public interface IPreflight
{
    /// <summary>A figure that the sources do not give.</summary>
    const string UnsourcedNumber = "claims.unsourced-number";

    /// <param name="pages">All pages of the campaign, so that links between them can be followed.</param>
    /// <param name="sources">The brief's texts: a figure on a page must stand in one of them.</param>
    /// <param name="maxPageWeightKb">The brief's <c>performanceRequirements.maxPageWeightKb</c>, kB of 1,000 bytes of UTF-8.</param>
    PreflightReport Examine(IReadOnlyList<ComposedPage> pages, string sources, double? maxPageWeightKb);
}
