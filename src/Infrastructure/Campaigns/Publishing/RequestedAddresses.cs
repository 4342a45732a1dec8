using AiWebBuilder.Application.Campaigns.Pages.Css;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Dom;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

/// <summary>What a browser loads to show a page, without anybody's click.</summary>
internal static class RequestedAddresses
{
    /// <summary>Each with the element that asks for it; null: an address that only the browser puts together.</summary>
    public static IEnumerable<(IElement By, string? Address)> In(IHtmlDocument document) =>
        document.All.SelectMany(element =>
            (
                element.LocalName == "style"
                    ? CssText.Addresses(element.TextContent)
                    : element.Attributes.SelectMany(attribute => Requested(element, attribute))
            )
                .Distinct(StringComparer.Ordinal)
                .Select(address => (element, address))
        );

    /// <summary>What it loads because of the attribute.</summary>
    private static IEnumerable<string?> Requested(IElement element, IAttr attribute) =>
        attribute.LocalName switch
        {
            "src" or "poster" or "background" or "data" => [attribute.Value],
            "srcset" or "imagesrcset" => SourceSet.Parse(attribute.Value).Select(candidate => candidate.Url),
            "href" => element.LocalName is "a" or "area" || element.GetAttribute("rel") is "canonical"
                ? []
                : [attribute.Value],
            // Of SVG every other attribute may be a value of CSS: fill="url(…)".
            "style" => CssText.Addresses(attribute.Value),
            _ when element.NamespaceUri == NamespaceNames.SvgUri && attribute.Value.Contains('(') => CssText.Addresses(
                attribute.Value
            ),
            _ => [],
        };
}
