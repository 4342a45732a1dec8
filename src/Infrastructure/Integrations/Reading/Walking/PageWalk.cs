using System.Globalization;
using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Integrations.Reading.Findings;
using AiWebBuilder.Infrastructure.Integrations.Reading.Money;
using AiWebBuilder.Infrastructure.Integrations.Reading.Styles;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Walking;

/// <summary>Goes through a page once, in its order, and writes down each element with where it stands.</summary>
internal sealed partial class PageWalk(
    SourceVisibility visibility,
    SourceStyles styles,
    ElementTraits traits,
    SourceAddresses addresses,
    SourceMoney money
)
{
    // Deeper than any builder nests; what lies below is read as one text.
    private const int MostDepth = 200;

    // A page with more is no page that people read.
    private const int MostFound = 20_000;

    private readonly List<Found> found = [];
    private readonly HashSet<string> videos = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Found> pictures = new(StringComparer.Ordinal);
    private int groups;
    private int menus;
    private int smalls;
    private int segments;

    public IReadOnlyList<Found> All => found;

    private Found Add(string kind, string text, Where where)
    {
        var one = new Found(found.Count + 1, kind, text, where);
        if (where.Aside is { } aside)
        {
            (one.Fate, one.Reason) = (aside.Fate, aside.Reason);
            if (!aside.IsQuoted)
            {
                one.Text = "";
            }
        }
        if (found.Count < MostFound)
        {
            found.Add(one);
        }
        return one;
    }

    private void Element(IElement element, Where where)
    {
        if (where.Depth > MostDepth)
        {
            return;
        }
        where = where with { Depth = where.Depth + 1 };
        if (element.LocalName is "script" or "noscript" or "template" or "style" or "link" or "meta")
        {
            Silent(element, where);
            return;
        }
        if (
            element.LocalName == "textarea"
            && element.TextContent.Contains("<script", StringComparison.OrdinalIgnoreCase)
        )
        {
            Scripts(element.TextContent, where);
            return;
        }
        if (Seen(element, where) is not { } seen)
        {
            return;
        }
        where = seen;
        if (Special(element, where))
        {
            return;
        }
        switch (element.LocalName)
        {
            case "br" or "hr" or "wbr" or "svg" or "canvas" or "source" or "track" or "map":
                return;
            case "img" or "picture":
                Image(element, where);
                return;
            case "video" or "audio" or "iframe" or "object" or "embed":
                Player(element, where);
                return;
            case "form":
                Form(element, where);
                return;
            case "input" or "select" or "textarea":
                Control(element, where);
                return;
            case "button":
                Button(element, where);
                return;
            case "label" or "legend" when where.Form is not null || IsLabel(element):
                Children(element, where with { IsLabel = true });
                return;
            case "table":
                Table(element, where);
                return;
            case "details":
                Details(element, where);
                return;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Heading(element, element.LocalName[1] - '0', where);
                return;
            case "a":
                Anchor(element, where);
                return;
            case "blockquote" or "q" when where.Role is null:
                Children(
                    element,
                    where with
                    {
                        Role = "quote",
                        Items = where.Items ?? new ItemPlace(++groups, 0, null),
                    }
                );
                return;
            case "cite" or "figcaption" or "footer" when where.Role == "quote" || where.Hints.Contains("quote"):
                Children(element, where with { Role = "name" });
                return;
        }
        if (element.GetAttribute("role") == "heading")
        {
            Heading(
                element,
                int.TryParse(element.GetAttribute("aria-level"), CultureInfo.InvariantCulture, out var level)
                    ? Math.Clamp(level, 1, 6)
                    : 3,
                where
            );
            return;
        }
        Container(element, where);
    }

    /// <summary>Null: it is written down already, or there is nothing to write down.</summary>
    private Where? Seen(IElement element, Where where)
    {
        if (where.Aside is not null)
        {
            return where;
        }
        switch (visibility.Of(element))
        {
            case Sight.Never:
                if (traits.Of(element).Letters > 0 && !traits.Of(element).HasControl)
                {
                    Add(SourceKinds.Hidden, "", where).Lose("A text that no visitor can see: it is not read.");
                }
                return where with
                {
                    Aside = new(SourceKinds.Hidden, ImportFates.Lost, "No visitor can see it.", IsQuoted: false),
                };
            case Sight.Copy:
                return where with
                {
                    Aside = new(
                        SourceKinds.Hidden,
                        ImportFates.Replaced,
                        "A copy that a slider makes of one of its slides.",
                        IsQuoted: true
                    ),
                };
            case Sight.Popup:
                Add(SourceKinds.Popup, Name(element), where)
                    .Lose("A window that opens by itself: pages here have none. Its words are not shown unasked.");
                return where with
                {
                    Aside = new(
                        SourceKinds.Popup,
                        ImportFates.Lost,
                        "It stands in a window that opens by itself.",
                        IsQuoted: false
                    ),
                };
            case Sight.Small when where.Small == 0:
                return where with { Small = ++smalls };
            default:
                return where;
        }
    }

    /// <summary>What a visitor would call it, as far as its own names say.</summary>
    private static string Name(IElement element) =>
        element.Id is { Length: > 0 and < 80 } id ? id : element.FirstClass() ?? element.LocalName;

    private void Container(IElement element, Where where)
    {
        if (Border(element, where) is { } border)
        {
            Pictures(element, border);
            Children(element, border);
            return;
        }
        Pictures(element, where);
        if (element.LocalName is "ul" or "ol" && where.Segment.Chrome is not null || element.LocalName == "nav")
        {
            where = where.Menu == 0 ? where with { Menu = ++menus } : where;
        }
        where = Hinted(element, where);
        if (Price(element, where) || Countdown(element, where) || Pair(element, where))
        {
            return;
        }
        Children(element, where);
    }

    private static readonly string[] Hints = ["quote", "questions", "team", "steps", "gallery", "stats", "price"];

    private static Where Hinted(IElement element, Where where)
    {
        var hints = Hints.Where(hint => element.IsCalled(hint)).ToArray();
        if (element.LocalName == "figure" && element.Children.Any(child => child.LocalName == "blockquote"))
        {
            hints = [.. hints, "quote"];
        }
        if (
            where.Role is null or "quote"
            && where.Hints.Contains("quote")
            && element.IsCalled("quoteName")
            && !hints.Contains("quote")
        )
        {
            where = where with { Role = "name" };
        }
        else if (where.Role is null && element.IsCalled("badge") && where.Items is not null)
        {
            where = where with { Role = "badge" };
        }
        return hints.Length == 0 ? where : where with { Hints = where.Hints.Union(hints).ToHashSet() };
    }

    private void Children(IElement element, Where where)
    {
        var items = Repeated(element, where);
        List<INode> run = [];
        foreach (var node in element.ChildNodes.ToArray())
        {
            var isInline = node is IText || (node is IElement inline && IsInline(inline));
            if (isInline)
            {
                run.Add(node);
                continue;
            }
            Flush(run, where, element);
            if (node is IElement child)
            {
                var place = items.TryGetValue(child, out var item) ? where with { Items = item } : where;
                Element(child, place);
                if (where.Segment.Order != segments && where.Aside is null && where.Segment.Chrome is null)
                {
                    // A section ended inside: what follows is another stretch, of no name.
                    where = where with
                    {
                        Segment = Next(where.Segment.Chrome, []),
                    };
                }
            }
        }
        Flush(run, where, element);
    }

    private void Flush(List<INode> run, Where where, IElement holder)
    {
        if (run.Count > 0)
        {
            var items = Repeated(holder, where);
            var place = run.OfType<IElement>()
                .Select(one => items.GetValueOrDefault(one))
                .FirstOrDefault(one => one is not null);
            Inline(run, place is null || run.Count > 1 ? where : where with { Items = place }, holder);
            run.Clear();
        }
    }

    private bool IsInline(IElement element) =>
        element.LocalName
            is "span"
                or "b"
                or "strong"
                or "em"
                or "i"
                or "u"
                or "s"
                or "del"
                or "ins"
                or "small"
                or "sub"
                or "sup"
                or "mark"
                or "time"
                or "abbr"
                or "code"
                or "font"
                or "cite"
                or "q"
                or "br"
                or "wbr"
                or "bdi"
                or "bdo"
                or "data"
                or "a"
                or "nobr"
                or "big"
                or "tt"
                or "kbd"
                or "var"
                or "dfn"
                or "svg"
        && !traits.Of(element).HasBlock
        && !(element.LocalName is "cite" or "q");
}
