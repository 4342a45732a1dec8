using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>One component of a page, as a generator or a person wrote it.</summary>
/// <param name="Id">Appears as <c>data-component-id</c>, by which visits and clicks are counted; null: the product's own words.</param>
/// <param name="ComponentType">The stored <c>component_type</c>: a <c>header</c> stands before the main part, a <c>footer</c> after it.</param>
/// <param name="Html">A fragment; anything that HTML parsers accept.</param>
/// <param name="Css">Its rules.</param>
/// <param name="IsBlock">Whether the rules are a block's: what others on the page have said is not said again.</param>
public sealed record PageComponent(Guid? Id, string ComponentType, string Html, string Css, bool IsBlock = false);

/// <summary>Everything that one page is made of.</summary>
/// <param name="Title">For the tab and for search results.</param>
/// <param name="Description">For search results and shared links; none, when null.</param>
/// <param name="Theme">Gives language, direction and every colour and font.</param>
/// <param name="Components">In their order on the page.</param>
/// <param name="Options">How this copy of the page is served.</param>
public sealed record PageDocument(
    string Title,
    string? Description,
    Theme Theme,
    IReadOnlyList<PageComponent> Components,
    PageOptions Options
)
{
    /// <summary>A page of the product's own blocks, from top to bottom, which belongs to no campaign.</summary>
    public static PageDocument OfBlocks(
        string title,
        Theme theme,
        IEnumerable<(string ComponentType, string Html, string Css)> blocks,
        PageOptions options
    ) =>
        new(
            title,
            Description: null,
            theme,
            [
                .. blocks.Select(block => new PageComponent(
                    null,
                    block.ComponentType,
                    block.Html,
                    block.Css,
                    IsBlock: true
                )),
            ],
            options
        );

    /// <summary>Language and country as Open Graph writes them, <c>de_AT</c>; null: not known.</summary>
    public string? Locale { get; init; }

    /// <summary>JSON-LD that cannot end the element it stands in; null: none.</summary>
    public string? StructuredData { get; init; }

    /// <summary>The pages that every other one leads to from its end: address and label.</summary>
    public IReadOnlyList<(string Address, string Label)> LegalLinks { get; init; } = [];
}

/// <summary>How a copy of a page is served: published, previewed or exported.</summary>
/// <param name="SkipLabel">The text of the link that jumps over the navigation, in the page's language.</param>
/// <param name="CanonicalUrl">The page's absolute address; none for previews and exports.</param>
/// <param name="FormAction">Where forms post to; null: forms keep the address they have.</param>
/// <param name="Tracking">The tracking script; null: visits are not counted.</param>
/// <param name="NoIndex">Asks search engines to stay away, as previews do.</param>
/// <param name="Links">Where links between the pages lead; null: they keep the addresses they have.</param>
/// <param name="FormNote">What a form that is left without an address says of it, as <c>data-no-action</c>; null: nothing.</param>
/// <param name="UploadAddressOf">The address of an upload; null: it stays relative to the campaign.</param>
/// <param name="Pictures">What stands for the campaign where it is linked to, and its icons; null: none are drawn.</param>
/// <param name="ImageSizesOf">The sizes of an uploaded image, as <c>srcset</c> has them; null: there is one alone.</param>
/// <param name="TimeZone">IANA: where dates on the page hold; null: it does not say.</param>
public sealed record PageOptions(
    string SkipLabel,
    string? CanonicalUrl = null,
    string? FormAction = null,
    PageTracking? Tracking = null,
    bool NoIndex = false,
    PageLinks? Links = null,
    string? FormNote = null,
    Func<PageUpload, string>? UploadAddressOf = null,
    PagePictures? Pictures = null,
    Func<Guid, string?>? ImageSizesOf = null,
    string? TimeZone = null
);

/// <summary>The addresses of the pictures that a campaign was published with.</summary>
/// <param name="Card">Absolute, as networks want it: 1200 by 630 pixels.</param>
/// <param name="CardAlt">What the card shows.</param>
/// <param name="Icon">An ICO of 32 pixels.</param>
/// <param name="Vector">An SVG.</param>
/// <param name="Search">A PNG of 96 pixels, which search engines show.</param>
/// <param name="Touch">A PNG of 180 pixels, for home screens.</param>
public sealed record PagePictures(
    string Card,
    string CardAlt,
    string Icon,
    string Vector,
    string Search,
    string Touch,
    string Manifest
);

/// <param name="ScriptSrc">The script's address.</param>
/// <param name="CampaignId">Given to the script as <c>data-campaign-id</c>.</param>
public sealed record PageTracking(string ScriptSrc, Guid CampaignId);

/// <param name="Html">The whole document.</param>
public sealed record ComposedMarkup(string Html, IReadOnlyList<LeftOut> LeftOut)
{
    /// <summary>The uploads that the components show or offer.</summary>
    public IReadOnlyList<ShownUpload> Uploads { get; init; } = [];
}
