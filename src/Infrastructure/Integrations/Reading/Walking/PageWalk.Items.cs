using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Integrations.Reading.Findings;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Walking;

internal sealed partial class PageWalk
{
    private readonly Dictionary<IElement, IReadOnlyDictionary<IElement, ItemPlace>> repeated = [];

    private static readonly Dictionary<IElement, ItemPlace> None = [];

    /// <summary>The children that look alike: cards, rows, slides. Whether they are items of one list is decided by what is found in them.</summary>
    private IReadOnlyDictionary<IElement, ItemPlace> Repeated(IElement element, Where where)
    {
        if (repeated.TryGetValue(element, out var known))
        {
            return known;
        }
        Dictionary<IElement, ItemPlace> places = [];
        var children = element
            .Children.Where(child =>
                child.LocalName is not ("script" or "style" or "noscript" or "template" or "br" or "hr")
            )
            .ToArray();
        if (element.LocalName == "dl")
        {
            return repeated[element] = Terms(children, where);
        }
        // What holds the parts of a page is no list of them.
        if (
            element.LocalName == "body"
            || children.Any(child =>
                child.LocalName is "main" or "header" or "footer"
                || child.IsNamed("header")
                || child.IsNamed("footer")
                || child.HasClass("section")
            )
        )
        {
            return repeated[element] = None;
        }
        foreach (var alike in children.Where(IsCard).GroupBy(Signature, StringComparer.Ordinal))
        {
            var members = alike.ToArray();
            if (members.Length < 2)
            {
                continue;
            }
            var group = ++groups;
            for (var index = 0; index < members.Length; index++)
            {
                places[members[index]] = new ItemPlace(group, index, where.Items);
            }
        }
        if (places.Count == 0)
        {
            Runs(children, where, places);
        }
        return repeated[element] = places.Count == 0 ? None : places;
    }

    /// <summary>A term, and what is said of it.</summary>
    private Dictionary<IElement, ItemPlace> Terms(IElement[] children, Where where)
    {
        Dictionary<IElement, ItemPlace> places = [];
        var (group, index) = (++groups, -1);
        foreach (var child in children)
        {
            index += child.LocalName == "dt" ? 1 : 0;
            places[child] = new ItemPlace(group, Math.Max(index, 0), where.Items);
        }
        return places;
    }

    /// <summary>Headings of one level, each with what follows it.</summary>
    private void Runs(IElement[] children, Where where, Dictionary<IElement, ItemPlace> places)
    {
        var level = children
            .Where(IsMinor)
            .Select(child => child.LocalName)
            .GroupBy(name => name)
            .Where(same => same.Count() > 1)
            .Select(same => same.Key)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        if (level is null)
        {
            return;
        }
        var group = ++groups;
        var index = -1;
        for (var at = 0; at < children.Length; at++)
        {
            if (children[at].LocalName == level && at + 1 < children.Length && !IsHeading(children[at + 1]))
            {
                index++;
            }
            else if (IsHeading(children[at]) && children[at].LocalName != level)
            {
                index = -1;
                group = ++groups;
            }
            if (index >= 0)
            {
                places[children[at]] = new ItemPlace(group, index, where.Items);
            }
        }
    }

    private static bool IsHeading(IElement element) =>
        element.LocalName is "h1" or "h2" or "h3" or "h4" or "h5" or "h6";

    private static bool IsMinor(IElement element) => element.LocalName is "h3" or "h4" or "h5" or "h6";

    private static bool IsCard(IElement child) =>
        child.LocalName
            is not (
                "p"
                or "span"
                or "b"
                or "strong"
                or "em"
                or "i"
                or "small"
                or "button"
                or "h1"
                or "h2"
                or "h3"
                or "h4"
                or "h5"
                or "h6"
                or "input"
                or "label"
                or "option"
                or "iframe"
                or "form"
                or "tr"
                or "td"
                or "section"
                or "nav"
            )
        && !child.HasClass("section");

    private static string Signature(IElement element) =>
        $"{element.LocalName} {string.Join(' ', element.ClassList.Where(IsLasting).Take(2))}";

    /// <summary>Not a state, and not an id.</summary>
    private static bool IsLasting(string name) =>
        name
            is not (
                "active"
                or "current"
                or "first"
                or "last"
                or "featured"
                or "open"
                or "odd"
                or "even"
                or "is-active"
                or "vc_active"
                or "popular"
                or "show"
                or "selected"
                or "highlight"
            )
        && name.Count(char.IsDigit) < 3
        && !(name.Any(char.IsUpper) && name.Any(char.IsDigit));

    /// <summary>A question and its answer, or a switch and what it shows.</summary>
    private bool Pair(IElement element, Where where)
    {
        if (where.Role is not null)
        {
            return false;
        }
        var children = element.Children.Where(child => traits.Of(child).Letters > 0).ToArray();
        if (
            children is not [var head, var body]
            || traits.Of(head).Letters > 200
            || traits.Of(head).HasControl
            || traits.Of(head).Links > 2
        )
        {
            return false;
        }
        var isSwitch =
            element.IsCalled("accordion")
            || head.IsCalled("accordion")
            || Switches(head)
            || head.QuerySelector("[aria-expanded],[aria-controls]") is not null;
        if (
            !isSwitch
            || head.IsCalled("accordion") && LooksLikeSibling(head, body)
            || traits.Of(body).HasControl
            || element.LocalName == "header"
            || where.Segment.Chrome == "header"
        )
        {
            return false;
        }
        where = where.Items is null ? where with { Items = new ItemPlace(++groups, 0, null) } : where;
        Element(head, where with { Role = "question" });
        Element(body, where with { Role = "answer" });
        return true;
    }

    private static bool LooksLikeSibling(IElement one, IElement other) => Signature(one) == Signature(other);

    private static bool Switches(IElement element) =>
        element.HasAttribute("aria-expanded") || element.HasAttribute("aria-controls");

    private void Details(IElement element, Where where)
    {
        var summary = element.Children.FirstOrDefault(child => child.LocalName == "summary");
        if (where.Segment.Chrome == "header" || summary is null || traits.Of(summary).Letters == 0)
        {
            Children(element, where);
            return;
        }
        where = where.Items is null ? where with { Items = new ItemPlace(++groups, 0, null) } : where;
        foreach (var child in element.ChildNodes.ToArray())
        {
            if (child == summary)
            {
                Children(summary, where with { Role = "question" });
            }
            else if (child is IElement answer)
            {
                Element(answer, where with { Role = "answer" });
            }
            else if (child is IText text && text.Data.Trim().Length > 0)
            {
                Inline([text], where with { Role = "answer" }, element);
            }
        }
    }

    private void Table(IElement table, Where where)
    {
        var group = ++groups;
        var row = -1;
        foreach (var tr in table.QuerySelectorAll("tr"))
        {
            if (Seen(tr, where) is not { } seen)
            {
                continue;
            }
            row++;
            var isHead = tr.Children.All(cell => cell.LocalName == "th");
            foreach (var cell in tr.Children)
            {
                var at = seen with
                {
                    Items = new ItemPlace(group, row, where.Items),
                    Role = isHead ? "column" : where.Role,
                    Depth = where.Depth + 1,
                };
                if (traits.Of(cell).HasPicture || traits.Of(cell).HasControl)
                {
                    Children(cell, at);
                    // What can be chosen is a row of the list all the same.
                    if (cell.QuerySelector("label") is { } label && Text(label) is { Length: > 0 } words)
                    {
                        Add(SourceKinds.Cell, words, at);
                    }
                }
                else if (Text(cell) is { Length: > 0 })
                {
                    var first = found.Count;
                    Children(cell, at);
                    // A cell is a cell whatever it holds.
                    foreach (var one in found.Skip(first).Where(one => one.Kind is SourceKinds.Text))
                    {
                        one.Kind = SourceKinds.Cell;
                    }
                }
            }
        }
        if (table.QuerySelector("caption") is { } caption)
        {
            Children(caption, where);
        }
    }
}
