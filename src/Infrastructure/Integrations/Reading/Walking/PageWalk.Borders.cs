using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Integrations.Reading.Findings;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Walking;

internal sealed partial class PageWalk
{
    public void Walk(IElement body) => Children(body, new Where { Segment = Next(null, []) });

    /// <summary>What the head holds beside what is read of it.</summary>
    public void Head(AngleSharp.Html.Dom.IHtmlDocument document)
    {
        var where = new Where { Segment = new Segment(0, null, []) };
        foreach (var element in document.Head?.Children.ToArray() ?? [])
        {
            if (element.LocalName is "script" or "noscript")
            {
                Silent(element, where);
            }
            else if (
                element.LocalName is "meta"
                && (element.GetAttribute("name") ?? element.GetAttribute("property")) is { Length: > 0 and < 60 } name
                && !IsRead(name)
            )
            {
                Add(SourceKinds.Metadata, name, where).Replace("Pages here write their own.");
            }
            else if (element.LocalName == "link" && element.GetAttribute("rel") is { } rel)
            {
                var link = Add(SourceKinds.Metadata, rel, where);
                link.Address = addresses.Of(element.GetAttribute("href"));
                link.Replace(
                    rel.Contains("stylesheet", StringComparison.OrdinalIgnoreCase)
                        ? "The theme of the campaign styles the page."
                        : "Pages here write their own."
                );
            }
        }
        foreach (
            var (name, text) in new[]
            {
                ("title", document.Title),
                ("description", document.QuerySelector("meta[name=description i]")?.GetAttribute("content")),
            }
        )
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                Add(SourceKinds.Metadata, name, where);
            }
        }
    }

    private static bool IsRead(string name) =>
        name.ToLowerInvariant() is "description" or "viewport" or "generator" or "og:url" or "og:title";

    private Segment Next(string? chrome, IReadOnlyList<string> anchors) => new(++segments, chrome, anchors);

    /// <summary>A border between sections.</summary>
    private Where? Border(IElement element, Where where)
    {
        var chrome = Chrome(element, where);
        var isBorder =
            chrome is not null
            || (
                where.Segment.Chrome is null
                && where.Items is null
                && (
                    element.LocalName is "section" or "aside"
                    || element.HasClass("section")
                    || element.GetAttribute("role") == "region" && element.HasAttribute("aria-label")
                )
                && (!where.Hints.Contains("border") || traits.Of(element).HasMajorHeading)
            );
        if (!isBorder)
        {
            return null;
        }
        var anchors = Anchors(element);
        return Hinted(
            element,
            where with
            {
                Segment = Next(chrome ?? where.Segment.Chrome, anchors),
                Hints = where.Hints.Append("border").ToHashSet(),
            }
        );
    }

    private static string[] Anchors(IElement element) => element.Id is { Length: > 0 } id ? [id] : [];

    private string? Chrome(IElement element, Where where)
    {
        if (where.Segment.Chrome is not null || where.Role is not null)
        {
            return null;
        }
        var role = element.GetAttribute("role");
        var trait = traits.Of(element);
        if (element.HasClass("notice"))
        {
            return "notice";
        }
        // A header that holds the page's heading is the hero, unless it holds the menu, too: then only that is the header.
        if (element.LocalName == "header" || role == "banner" || element.IsNamed("header"))
        {
            var isTitle = trait.HasNavigation && element.QuerySelector("h1 a") is not null;
            return
                (trait.HasFirstHeading && !isTitle)
                || (where.Hints.Contains("border") && trait.Links == 0)
                || where.Items is not null
                ? null
                : "header";
        }
        if (element.LocalName == "footer" || role == "contentinfo" || element.IsNamed("footer"))
        {
            return where.Items is null ? "footer" : null;
        }
        return
            (element.LocalName == "nav" || role == "navigation")
            && !where.Hints.Contains("questions")
            && trait.Links > 1
            && where.Items is null
            && !where.Hints.Contains("border")
            && found.All(one => one.Kind != SourceKinds.Heading)
            ? "header"
            : null;
    }
}
