using AngleSharp.Dom;
using static AiWebBuilder.Application.Campaigns.Exports.WordPress.BlockMarkup;

namespace AiWebBuilder.Application.Campaigns.Exports.WordPress;

/// <summary>A picture, alone or in a figure, with a link around it and a caption, if it has them.</summary>
internal static class ImageBlock
{
    /// <returns>Null: the block cannot carry it.</returns>
    public static string? Of(IElement element)
    {
        var figure = element.LocalName == "figure" ? element : null;
        var inside = figure?.Children.Where(child => child.LocalName != "figcaption").ToArray() ?? [element];
        var caption = figure?.Children.SingleOrDefault(child => child.LocalName == "figcaption");
        if (
            inside is not [var shown]
            || (figure is not null && !Carries(figure))
            || (caption is not null && !IsPhrases(caption))
        )
        {
            return null;
        }
        var link = shown.LocalName == "a" ? shown : null;
        if (
            (link is null ? shown : link.Children.FirstOrDefault(child => child.LocalName == "img"))
                is not { LocalName: "img" } image
            || (
                link is not null
                && (
                    !Carries(link, "href", "rel", "target")
                    || link.Children.Any(child => child != image && child.ClassName != "visually-hidden")
                )
            )
            || !Carries(image, "src", "alt", "title", "width", "height", "loading", "decoding")
        )
        {
            return null;
        }
        var classes = $"{figure?.ClassName} {image.ClassName}".Trim();
        classes = classes.Length == 0 && figure is null ? WordPressBlocks.Unwrapped : classes;
        var id = figure?.Id ?? image.Id;
        var picture =
            $"<img{Attribute("src", image.GetAttribute("src"))} alt=\"{Escape(image.GetAttribute("alt") ?? "")}\"{Attribute("title", image.GetAttribute("title"))}/>";
        if (link is not null)
        {
            string[] names = ["class", "href", "target", "rel"];
            picture =
                $"<a{string.Concat(names.Select(name => Attribute(name, link.GetAttribute(name))))}>{picture}</a>";
        }
        return Write(
            "image",
            Named(id, classes),
            $"<figure{Class("wp-block-image", classes)}{Attribute("id", id)}>{picture}{Caption(caption is null ? "" : RichText(caption.ChildNodes))}</figure>"
        );
    }
}
