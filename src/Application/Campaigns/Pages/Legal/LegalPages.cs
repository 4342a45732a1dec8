using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns.Pages.Legal;

/// <summary>A page that the product writes, because the law wants it and everything in it is known.</summary>
/// <param name="Key">Also the kind of its block. A page of the owner's with this key stands in its place.</param>
/// <param name="Label">What links to it say.</param>
/// <param name="Description">For search engines.</param>
/// <param name="Props">The block's.</param>
/// <param name="Missing">What the owner has to add, as the page calls it.</param>
internal sealed record LegalPage(
    string Key,
    string Label,
    string Description,
    JsonObject Props,
    IReadOnlyList<string> Missing
);

/// <summary>The privacy page of every campaign, and the imprint where a law asks for one.</summary>
internal static class LegalPages
{
    public const string Privacy = "privacy";
    public const string Imprint = "imprint";

    /// <summary>Whose law wants an imprint, by ISO 3166-1.</summary>
    private static readonly string[] WithImprint = ["DE", "AT", "CH"];

    /// <summary>The keys of the pages that a campaign has, be they the owner's or the product's.</summary>
    public static IReadOnlyList<string> KeysOf(Campaign campaign) =>
        WithImprint.Contains(campaign.Facts.Country) ? [Privacy, Imprint] : [Privacy];

    /// <param name="components">All of the campaign's.</param>
    /// <param name="host">Whose server answers; null: not known yet.</param>
    /// <param name="monthsKept">How long single visits are kept.</param>
    /// <returns>Those that the owner has not written.</returns>
    public static IReadOnlyList<LegalPage> Of(
        Campaign campaign,
        Briefed briefed,
        IReadOnlyList<CampaignComponent> components,
        string? host,
        int monthsKept
    ) =>
        [
            .. KeysOf(campaign)
                .Where(key => !components.Any(one => one.Page == key))
                .Select(key =>
                    key == Privacy
                        ? PrivacyPage.Of(campaign, briefed, components, host, monthsKept)
                        : ImprintPage.Of(campaign, briefed)
                ),
        ];

    /// <summary>The page that says that there is none at an address.</summary>
    public static PageComponent NotFound(string language)
    {
        var words = PageWords.For(language);
        return new(
            null,
            "landing_page",
            $"""
            <section class="block"><div class="block__head"><h1 class="heading">{Encoded("notFound.title")}</h1>
            <p class="lead">{Encoded("notFound.text")}</p></div><p><a class="button" href="./">{Encoded(
                "notFound.link"
            )}</a></p></section>
            """,
            ""
        );

        string Encoded(string key) => System.Net.WebUtility.HtmlEncode(words[key]);
    }

    /// <summary>As a component of the page that it stands on.</summary>
    public static PageComponent Laid(IBlocks blocks, LegalPage legal, BlockPage page)
    {
        var block = blocks.Find(legal.Key)!;
        var markup = blocks.Render(block, blocks.Complete(block, legal.Props), page);
        return new(null, block.ComponentType, markup.Html, markup.Css, IsBlock: true);
    }
}
