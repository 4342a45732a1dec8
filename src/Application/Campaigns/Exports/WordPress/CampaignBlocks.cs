using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Css;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns.Exports.WordPress;

/// <summary>A campaign's pages, without its e-mails, on their way to WordPress.</summary>
internal sealed class CampaignBlocks
{
    private readonly IBlocks blocks;
    private readonly Campaign campaign;
    private readonly IReadOnlyList<CampaignComponent> components;
    private readonly IReadOnlyDictionary<string, string> titles;
    private readonly IReadOnlySet<string> rules;

    public CampaignBlocks(IBlocks blocks, Campaign campaign, IReadOnlyList<CampaignComponent> components)
    {
        (this.blocks, this.campaign, this.components) = (blocks, campaign, components);
        Names = ExportNames.For(components.Select(component => component.Page).Distinct(StringComparer.Ordinal));
        // The custom block holds HTML of somebody's own.
        var laidOut = components.Where(component => component is { IsAttached: true, Kind: not "custom" }).ToArray();
        titles = laidOut.ToDictionary(one => one.Id.ToString(), one => one.Name, StringComparer.Ordinal);
        rules = laidOut.SelectMany(one => CssText.Rules(one.CssStyles ?? "")).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>By the keys of pages.</summary>
    public IReadOnlyDictionary<string, string> Names { get; }

    public string SlugOf(string key) => key == "index" ? Slugs.For(campaign) : $"{Slugs.For(campaign)}-{Names[key]}";

    public IReadOnlyList<ComposedPage> Compose(PageServing serving) =>
        CampaignPages.Compose(blocks, campaign, components, serving);

    /// <param name="mark">A class of the page's outermost block; empty: none.</param>
    public PageBlocks Of(ComposedPage page, string mark = "") =>
        PageBlocks.Of(page.Html, titles.GetValueOrDefault, IsOurs, mark);

    /// <summary>As code to be pasted.</summary>
    public string Pasted(ComposedPage page) => PageBlocks.Pasted(page.Html, IsOurs);

    private bool IsOurs(string css) => CssText.Rules(css).All(rules.Contains);
}
