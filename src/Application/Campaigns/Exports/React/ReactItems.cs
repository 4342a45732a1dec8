using System.Globalization;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports.React;

/// <summary>The items of a list as one: one element for all of them, and slots for what differs.</summary>
internal static class ReactItems
{
    /// <summary>
    /// One element for all: what differs in an attribute is given, and so is what only some have. The values of all of them so far get
    /// what they need for that.
    /// </summary>
    /// <returns>Null: they differ in more.</returns>
    public static ReactPart? Merge(
        ReactPart one,
        List<Dictionary<string, object>> given,
        ReactPart other,
        Dictionary<string, object> values
    )
    {
        switch (one, other)
        {
            case (ReactPart.Words a, ReactPart.Words b):
                // A space more shows nothing.
                return a.Slot == b.Slot ? a with { Before = a.Before || b.Before, After = a.After || b.After } : null;
            case (ReactPart.Nodes a, ReactPart.Nodes b):
                return a == b ? a : null;
            case (ReactPart.Many a, ReactPart.Many b):
                return
                    a.Slot == b.Slot
                    && a.IsFlat == b.IsFlat
                    && ReactPart.Signature(a.Item) == ReactPart.Signature(b.Item)
                    ? a
                    : null;
            case (ReactPart.Fixed a, ReactPart.Fixed b) when ReactPart.Html(a.Node) == ReactPart.Html(b.Node):
                return a;
            case (ReactPart.Fixed { Node: IElement first }, ReactPart.Fixed { Node: IElement second })
                when first.LocalName == second.LocalName:
                var drawing = Free("icon", given, values);
                given.ForEach(all => all[drawing] = new INode[] { first });
                values[drawing] = new INode[] { second };
                return new ReactPart.Nodes(drawing);
            case (ReactPart.Nodes a, ReactPart.Fixed { Node: IElement drawn })
                when given[0].ContainsKey(a.Slot) && !values.ContainsKey(a.Slot):
                values[a.Slot] = new INode[] { drawn };
                return a;
            case (ReactPart.Tag a, ReactPart.Tag b) when a.Element.LocalName == b.Element.LocalName:
                var slots = new Dictionary<string, string>(a.Slots, StringComparer.Ordinal);
                foreach (
                    var name in a
                        .Element.Attributes.Concat(b.Element.Attributes)
                        .Select(attribute => attribute.Name)
                        .Distinct(StringComparer.Ordinal)
                        .ToArray()
                )
                {
                    var (mine, its) = (a.Element.GetAttribute(name), b.Element.GetAttribute(name));
                    if (slots.TryGetValue(name, out var known))
                    {
                        if (b.Slots.TryGetValue(name, out var same))
                        {
                            if (same != known)
                            {
                                return null;
                            }
                        }
                        else if (its is not null)
                        {
                            values[known] = ReactTemplate.ValueOf(name, its);
                        }
                        continue;
                    }
                    if (mine == its)
                    {
                        continue;
                    }
                    if (name == "style")
                    {
                        return null;
                    }
                    if (!b.Slots.TryGetValue(name, out var slot))
                    {
                        slot = Free(Jsx.SlotName(name), given, values);
                        if (its is not null)
                        {
                            values[slot] = ReactTemplate.ValueOf(name, its);
                        }
                    }
                    slots[name] = slot;
                    if (mine is null)
                    {
                        // It stands there for all, and shows where it is given.
                        a.Element.SetAttribute(name, its);
                    }
                    else
                    {
                        given.ForEach(all => all[slot] = ReactTemplate.ValueOf(name, mine));
                    }
                }
                return MergeChildren(a.Children, given, b.Children, values) is { } children
                    ? a with
                    {
                        Slots = slots,
                        Children = children,
                    }
                    : null;
            default:
                return null;
        }
    }

    private static List<ReactPart>? MergeChildren(
        IReadOnlyList<ReactPart> one,
        List<Dictionary<string, object>> given,
        IReadOnlyList<ReactPart> other,
        Dictionary<string, object> values
    )
    {
        List<ReactPart> merged = [];
        var (i, j) = (0, 0);
        while (i < one.Count || j < other.Count)
        {
            if (i < one.Count && j < other.Count && ReactPart.Key(one[i]) == ReactPart.Key(other[j]))
            {
                var ifGiven = (one[i] as ReactPart.Tag)?.IfGiven;
                if (Merge(one[i++], given, other[j++], values) is not { } both)
                {
                    return null;
                }
                merged.Add(both is ReactPart.Tag tag ? tag with { IfGiven = ifGiven } : both);
                continue;
            }
            // Whichever comes again later on is not the one that is missing.
            var takeOther =
                j < other.Count
                && (i == one.Count || one.Skip(i).All(part => ReactPart.Key(part) != ReactPart.Key(other[j])));
            var part = takeOther ? other[j++] : one[i++];
            if (
                ReactPart.Given(part) is { } slot
                && (takeOther ? given.All(all => !all.ContainsKey(slot)) : !values.ContainsKey(slot))
            )
            {
                merged.Add(part is ReactPart.Tag only ? only with { IfGiven = slot } : part);
            }
            else if (part is ReactPart.Fixed { Node: IElement drawn })
            {
                var drawing = Free("icon", given, values);
                given.ForEach(all =>
                {
                    if (!takeOther)
                    {
                        all[drawing] = new INode[] { drawn };
                    }
                });
                if (takeOther)
                {
                    values[drawing] = new INode[] { drawn };
                }
                merged.Add(new ReactPart.Nodes(drawing));
            }
            else if (part is ReactPart.Fixed { Node: var space } && ReactTemplate.IsBlank(space))
            {
                merged.Add(part);
            }
            else
            {
                return null;
            }
        }
        return merged;
    }

    private static string Free(string name, List<Dictionary<string, object>> given, Dictionary<string, object> values)
    {
        var free = name;
        for (var number = 2; values.ContainsKey(free) || given.Any(all => all.ContainsKey(free)); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}{number}");
        }
        return free;
    }
}
