using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports.React;

/// <summary>
/// A section as a component and what it is given: the same elements, with a slot wherever words, addresses or pictures stand. What has
/// the same elements is the same component, and so are the items of a list. It is read from the markup alone, so that a new block needs
/// nothing here; props lend the slots their names.
/// </summary>
internal sealed partial class ReactTemplate
{
    private static readonly HashSet<string> ListParents = Set("ul ol dl tbody thead tr select");
    private static readonly HashSet<string> Emphasis = Set("strong em b i s u br");

    /// <summary>Attributes that say something to people, or lead them somewhere.</summary>
    private static readonly HashSet<string> Contents = Set(
        "href src alt width height value datetime aria-label placeholder title data-success"
    );

    /// <summary>The names that a component has for itself, and words of the language.</summary>
    private static readonly HashSet<string> Reserved = Set(
        "id componentId root item children key ref className style default class for function new delete in return var let const switch case if else this null true false"
    );

    private readonly string anchor;
    private readonly string componentId;
    private readonly Dictionary<string, List<(string Name, string? List)>> origins = new(StringComparer.Ordinal);

    private ReactTemplate(string anchor, string componentId, JsonObject props)
    {
        (this.anchor, this.componentId) = (anchor, componentId);
        Name(props, "", null);
    }

    /// <summary>What stands in a component.</summary>
    internal abstract record Part;

    /// <summary>What is always the same: a space, a star, a drawing.</summary>
    internal sealed record Fixed(INode Node) : Part;

    /// <summary>Words; the spaces beside them belong to the component.</summary>
    internal sealed record Words(string Slot, bool Before, bool After) : Part;

    /// <summary>Words with emphasis, paragraphs, drawings: given as React nodes.</summary>
    internal sealed record Nodes(string Slot) : Part;

    /// <param name="Slots">The slot of each attribute that has one: a name, or a member of one (<c>link.href</c>).</param>
    /// <param name="IfGiven">The slot without which it is left out; null: it is always there.</param>
    internal sealed record Tag(
        IElement Element,
        IReadOnlyDictionary<string, string> Slots,
        IReadOnlyList<Part> Children,
        string? IfGiven = null
    ) : Part;

    /// <param name="Item">In a scope of its own.</param>
    /// <param name="IsFlat">The items are the one thing that each would hold.</param>
    /// <param name="Always">The slots that every item has.</param>
    internal sealed record Many(string Slot, Part Item, bool IsFlat, IReadOnlySet<string> Always) : Part;

    /// <param name="Root">The elements.</param>
    /// <param name="Given">A string, a number, true, nodes, or a list or a dictionary of these, by the names of the slots.</param>
    internal sealed record Read(Tag Root, IReadOnlyDictionary<string, object> Given)
    {
        /// <summary>The same for what can be shown by one component.</summary>
        public string Shape { get; } = Signature(Root, Root.Element.Id ?? "", isRoot: true) + TypeOf(Given);
    }

    /// <param name="section">Of one component, with its id.</param>
    /// <param name="props">They lend their names to what is found in them.</param>
    public static Read Of(IElement section, string componentId, JsonObject props)
    {
        var scope = new Scope();
        var reader = new ReactTemplate(section.Id ?? "", componentId, props);
        return new Read(
            new Tag(section, new Dictionary<string, string>(StringComparer.Ordinal), reader.Children(section, scope)),
            scope.Given
        );
    }

    /// <summary>The expression for an attribute that holds the section's id, or begins with it.</summary>
    public static string? OfId(IElement section, string name, string value, string componentId)
    {
        if (value == componentId)
        {
            return "componentId";
        }
        return section.Id is not { Length: > 0 } own || !IsId(name) ? null
            : value == own ? "id"
            : value.StartsWith($"{own}-", StringComparison.Ordinal) ? $"id + {Jsx.Literal(value[own.Length..])}"
            : null;
    }

    /// <summary>TypeScript's type of what is given.</summary>
    public static string TypeOf(object value) =>
        value switch
        {
            string => "string",
            decimal => "number",
            bool => "boolean",
            IReadOnlyList<INode> => "ReactNode",
            IReadOnlyDictionary<string, object> members => TypeOf([members]),
            IReadOnlyList<object> list => list.All(one => one is IReadOnlyDictionary<string, object>)
                ? $"{TypeOf([.. list.Cast<IReadOnlyDictionary<string, object>>()])}[]"
                : $"{TypeOf(list[0])}[]",
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Not what a component is given."),
        };

    /// <summary>The type of them all: what one of them lacks is optional.</summary>
    private static string TypeOf(IReadOnlyList<IReadOnlyDictionary<string, object>> all) =>
        "{ "
        + string.Join(
            "; ",
            all.SelectMany(one => one.Keys)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    var given = all.Where(one => one.ContainsKey(name)).Select(one => one[name]).ToArray();
                    var type = given.All(one => one is IReadOnlyDictionary<string, object>)
                        ? TypeOf([.. given.Cast<IReadOnlyDictionary<string, object>>()])
                        : TypeOf(given[0]);
                    return $"{name}{(given.Length < all.Count ? "?" : "")}: {type}";
                })
        )
        + " }";

    private List<Part> Children(IElement parent, Scope scope)
    {
        List<Part> parts = [];
        var children = parent.ChildNodes.Where(node => node is IElement or IText).ToArray();
        if (IsMarkedUp(parent, children))
        {
            parts.Add(new Nodes(scope.Add(NameOf(parent, parent.TextContent) ?? "text", children)));
            return parts;
        }
        for (var i = 0; i < children.Length; )
        {
            var body = children.Skip(i).TakeWhile(node => IsBlank(node) || IsBody(node)).ToArray();
            var items = Run(parent, children, i);
            if (body.Count(IsBody) > 1 || (body.Length > 0 && body[0] is IElement { LocalName: not "p" }))
            {
                parts.Add(new Nodes(scope.Add(NameOf(parent, "") ?? "body", body)));
                i += body.Length;
            }
            else if (items.Length > 0 && List(parent, items, scope) is { } list)
            {
                parts.Add(list);
                i = Array.IndexOf(children, items[^1]) + 1;
            }
            else
            {
                Add(children[i++]);
            }
        }
        return parts;

        void Add(INode node)
        {
            if (node is IElement element)
            {
                parts.Add(Element(element, scope));
            }
            else if (Jsx.Shown(parent, node, ((IText)node).Data) is { } words)
            {
                parts.Add(
                    words.Any(char.IsLetterOrDigit)
                        ? new Words(
                            scope.Add(NameOf(parent, words) ?? "text", Once(words)),
                            char.IsWhiteSpace(words[0]),
                            char.IsWhiteSpace(words[^1])
                        )
                        : new Fixed(node)
                );
            }
        }
    }

    private Part Element(IElement element, Scope scope)
    {
        if (element.NamespaceUri == NamespaceNames.SvgUri)
        {
            return new Fixed(element);
        }
        var slots = new Dictionary<string, string>(StringComparer.Ordinal);
        var words = element.ChildNodes is [IText only] && only.Data.Any(char.IsLetterOrDigit) ? only.Data : null;
        // What belongs together is given together: an address with its words, a picture with its size.
        if (element.LocalName is "a" or "img" && element.Attributes.Any(one => IsContent(one)))
        {
            var members = new Dictionary<string, object>(StringComparer.Ordinal);
            foreach (var one in element.Attributes.Where(IsContent))
            {
                members[Jsx.SlotName(one.Name)] = ValueOf(one.Name, one.Value);
            }
            if (words is not null)
            {
                members["label"] = Once(words);
            }
            var slot = scope.Add(LinkName(element, words), members);
            foreach (var one in element.Attributes.Where(IsContent))
            {
                slots[one.Name] = $"{slot}.{Jsx.SlotName(one.Name)}";
            }
            return new Tag(
                element,
                slots,
                words is null
                    ? Children(element, scope)
                    : [new Words($"{slot}.label", char.IsWhiteSpace(words[0]), char.IsWhiteSpace(words[^1]))]
            );
        }
        var children = Children(element, scope);
        foreach (var one in element.Attributes.Where(IsContent))
        {
            slots[one.Name] =
                words is not null && children is [Words own] && Once(words) == Once(one.Value)
                    ? own.Slot
                    : scope.Add(NameOf(null, one.Value) ?? Jsx.SlotName(one.Name), ValueOf(one.Name, one.Value));
        }
        return new Tag(element, slots, children);
    }

    /// <summary>The elements from here on that may be the items of a list: each but spaces, of the same name and class.</summary>
    private static IElement[] Run(IElement parent, INode[] children, int from)
    {
        if (children[from] is not IElement first || first.NamespaceUri == NamespaceNames.SvgUri)
        {
            return [];
        }
        var isList = ListParents.Contains(parent.LocalName);
        IElement[] run =
        [
            .. children
                .Skip(from)
                .TakeWhile(node =>
                    IsBlank(node)
                    || node is IElement element
                        && element.LocalName == first.LocalName
                        && (isList || element.ClassName == first.ClassName)
                )
                .OfType<IElement>(),
        ];
        var isRun =
            isList && parent.LocalName != "tr"
            || run.Length > 1
                && (isList || first.ClassName is not null && first.LocalName is not ("p" or "input" or "button"));
        return isRun ? run : [];
    }

    private Many? List(IElement parent, IElement[] items, Scope scope)
    {
        List<Dictionary<string, object>> given = [];
        Part? item = null;
        foreach (var element in items)
        {
            var own = new Scope();
            var part = Element(element, own);
            var values = own.Given;
            item =
                given.Count == 0 ? part
                : item is null ? null
                : Merge(item, given, part, values);
            given.Add(values);
        }
        var slot = items
            .SelectMany(one => one.QuerySelectorAll("*").Append(one))
            .SelectMany(one => one.ChildNodes.OfType<IText>())
            .SelectMany(text => origins.GetValueOrDefault(Once(text.Data)) ?? [])
            .Select(origin => origin.List)
            .FirstOrDefault(name => name is not null);
        slot ??=
            items[0].ClassName is { } classes && classes.Contains("__", StringComparison.Ordinal)
                ? $"{ClassName(items[0])}s"
            : ClassName(parent) is { } name and not "list" ? name
            : "items";
        if (item is null || given.All(one => one.Count == 0))
        {
            // Each is of a build of its own: they are given as they are.
            return ListParents.Contains(parent.LocalName) && items.Length > 1
                ? new Many(
                    scope.Add(slot, items.Select(one => (object)new INode[] { one }).ToArray()),
                    new Nodes("node"),
                    IsFlat: true,
                    new HashSet<string>()
                )
                : null;
        }
        var isFlat = given.All(one => one.Count == 1 && one.Keys.First() == given[0].Keys.First());
        return new Many(
            scope.Add(
                slot,
                isFlat ? given.Select(one => one.Values.First()).ToArray() : given.Cast<object>().ToArray()
            ),
            item,
            isFlat,
            given[0].Keys.Where(name => given.All(all => all.ContainsKey(name))).ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>
    /// One element for all: what differs in an attribute is given, and so is what only some have. The values of all of them so far get
    /// what they need for that.
    /// </summary>
    /// <returns>Null: they differ in more.</returns>
    private static Part? Merge(
        Part one,
        List<Dictionary<string, object>> given,
        Part other,
        Dictionary<string, object> values
    )
    {
        switch (one, other)
        {
            case (Words a, Words b):
                // A space more shows nothing.
                return a.Slot == b.Slot ? a with { Before = a.Before || b.Before, After = a.After || b.After } : null;
            case (Nodes a, Nodes b):
                return a == b ? a : null;
            case (Many a, Many b):
                return a.Slot == b.Slot && a.IsFlat == b.IsFlat && Signature(a.Item) == Signature(b.Item) ? a : null;
            case (Fixed a, Fixed b) when Html(a.Node) == Html(b.Node):
                return a;
            case (Fixed { Node: IElement first }, Fixed { Node: IElement second })
                when first.LocalName == second.LocalName:
                var drawing = Free("icon", given, values);
                given.ForEach(all => all[drawing] = new INode[] { first });
                values[drawing] = new INode[] { second };
                return new Nodes(drawing);
            case (Nodes a, Fixed { Node: IElement drawn })
                when given[0].ContainsKey(a.Slot) && !values.ContainsKey(a.Slot):
                values[a.Slot] = new INode[] { drawn };
                return a;
            case (Tag a, Tag b) when a.Element.LocalName == b.Element.LocalName:
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
                            values[known] = ValueOf(name, its);
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
                            values[slot] = ValueOf(name, its);
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
                        given.ForEach(all => all[slot] = ValueOf(name, mine));
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

    private static List<Part>? MergeChildren(
        IReadOnlyList<Part> one,
        List<Dictionary<string, object>> given,
        IReadOnlyList<Part> other,
        Dictionary<string, object> values
    )
    {
        List<Part> merged = [];
        var (i, j) = (0, 0);
        while (i < one.Count || j < other.Count)
        {
            if (i < one.Count && j < other.Count && Key(one[i]) == Key(other[j]))
            {
                var ifGiven = (one[i] as Tag)?.IfGiven;
                if (Merge(one[i++], given, other[j++], values) is not { } both)
                {
                    return null;
                }
                merged.Add(both is Tag tag ? tag with { IfGiven = ifGiven } : both);
                continue;
            }
            // Whichever comes again later on is not the one that is missing.
            var takeOther = j < other.Count && (i == one.Count || one.Skip(i).All(part => Key(part) != Key(other[j])));
            var part = takeOther ? other[j++] : one[i++];
            if (
                Given(part) is { } slot
                && (takeOther ? given.All(all => !all.ContainsKey(slot)) : !values.ContainsKey(slot))
            )
            {
                merged.Add(part is Tag only ? only with { IfGiven = slot } : part);
            }
            else if (part is Fixed { Node: IElement drawn })
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
                merged.Add(new Nodes(drawing));
            }
            else if (part is Fixed { Node: var space } && IsBlank(space))
            {
                merged.Add(part);
            }
            else
            {
                return null;
            }
        }
        return merged;

        static string Key(Part part) =>
            part switch
            {
                Tag tag => $"<{tag.Element.LocalName} {ClassName(tag.Element)}",
                Fixed { Node: IElement element } => $"<{element.LocalName} icon",
                Nodes => "<svg icon",
                Fixed fixed_ => Html(fixed_.Node),
                Words words => words.Slot,
                Many many => many.Slot,
                _ => "",
            };
    }

    /// <summary>The slot by which one knows whether it is there.</summary>
    private static string? Given(Part part) =>
        part switch
        {
            Words words => words.Slot.Split('.')[0],
            Nodes nodes => nodes.Slot,
            Many many => many.Slot,
            Tag { IfGiven: { } slot } => slot,
            Tag tag => tag.Slots.Values.Select(slot => slot.Split('.')[0]).FirstOrDefault()
                ?? tag.Children.Select(Given).FirstOrDefault(slot => slot is not null),
            _ => null,
        };

    private static string Signature(Part part, string anchor = "", bool isRoot = false) =>
        part switch
        {
            Words words => words.ToString(),
            Nodes nodes => nodes.ToString(),
            Many many => $"[{many.Slot} {many.IsFlat} {Signature(many.Item, anchor)}]",
            Fixed plain => Html(plain.Node),
            Tag tag => new StringBuilder("<")
                .Append(tag.Element.LocalName)
                .AppendJoin(
                    "",
                    tag.Element.Attributes.Where(one =>
                            !tag.Slots.ContainsKey(one.Name)
                            && !(isRoot && one.Name is "class" or "data-component-id" or "id")
                        )
                        .Select(one =>
                            anchor.Length > 0
                            && IsId(one.Name)
                            && one.Value.StartsWith(anchor, StringComparison.Ordinal)
                                ? $" {one.Name}=…{one.Value[anchor.Length..]}"
                                : $" {one.Name}={one.Value}"
                        )
                )
                .AppendJoin("", tag.Slots.Select(one => $" {one.Key}:{one.Value}"))
                .Append('?')
                .Append(tag.IfGiven)
                .Append('>')
                .AppendJoin("", tag.Children.Select(child => Signature(child, anchor)))
                .Append("</>")
                .ToString(),
            _ => "",
        };

    private static string Html(INode node) => node is IElement element ? element.OuterHtml : node.TextContent;

    private static string Free(string name, List<Dictionary<string, object>> given, Dictionary<string, object> values)
    {
        var free = name;
        for (var number = 2; values.ContainsKey(free) || given.Any(all => all.ContainsKey(free)); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}{number}");
        }
        return free;
    }

    /// <summary>Emphasis among words: not to be pulled to pieces.</summary>
    private static bool IsMarkedUp(IElement parent, INode[] children) =>
        children.OfType<IElement>().Any()
        && children.OfType<IText>().Any(text => text.Data.Any(char.IsLetterOrDigit))
        && children.OfType<IElement>().All(IsEmphasis)
        && parent.LocalName is not ("ul" or "ol");

    private static bool IsEmphasis(IElement element) =>
        Emphasis.Contains(element.LocalName) && element.Attributes.Length == 0 && element.Children.All(IsEmphasis);

    /// <summary>A paragraph or a list as people write them, with nothing of ours on it.</summary>
    private static bool IsBody(INode node) =>
        node is IElement { LocalName: "p" or "ul" or "ol", Attributes.Length: 0 } element
        && element
            .QuerySelectorAll("*")
            .All(inner =>
                inner.Attributes.Length == 0
                && (inner.LocalName is "li" or "p" or "ul" or "ol" || Emphasis.Contains(inner.LocalName))
            );

    private static bool IsBlank(INode node) => node is IText && string.IsNullOrWhiteSpace(node.TextContent);

    private bool IsContent(IAttr attribute) =>
        Contents.Contains(attribute.Name) && attribute.Value != componentId && attribute.Value.Length > 0
        || IsId(attribute.Name)
            && attribute.Value != anchor
            && !attribute.Value.StartsWith($"{anchor}-", StringComparison.Ordinal);

    private static bool IsId(string name) =>
        name
            is "id"
                or "for"
                or "aria-labelledby"
                or "aria-describedby"
                or "aria-controls"
                or "data-form"
                or "popovertarget";

    private static object ValueOf(string name, string value) =>
        Jsx.IsFlag(name) ? true
        : Jsx.NumberOf(name, value) is { } number ? number
        : value;

    private string LinkName(IElement element, string? words)
    {
        if (element.LocalName == "img")
        {
            return ClassName(element) ?? "image";
        }
        return OriginOf(element, words ?? "")
            ?? (ClassName(element) is { } name and not "button" and not "more" ? name : "link");
    }

    /// <summary>What the props call these words, else what the class does, else what the element is.</summary>
    private string? NameOf(IElement? element, string words) =>
        OriginOf(element, words)
        ?? (
            element is null
                ? null
                : ClassName(element)
                    ?? element.LocalName switch
                    {
                        "h1" or "h2" or "h3" or "h4" => "heading",
                        "dt" => "term",
                        "dd" => "details",
                        "summary" or "label" or "option" or "caption" or "time" or "legend" => element.LocalName,
                        "td" or "th" => "cell",
                        _ => null,
                    }
        );

    /// <summary>The member of the props that holds these words; of several the one that the class names too.</summary>
    private string? OriginOf(IElement? element, string words)
    {
        var names = (origins.GetValueOrDefault(Once(words)) ?? []).Select(origin => origin.Name).ToArray();
        var own = element is null ? null : ClassName(element);
        return names.FirstOrDefault(name => name == own) ?? (names.Length > 0 ? names[0] : null);
    }

    /// <summary>The last word of a block's class: <c>price__unit</c> is a <c>unit</c>.</summary>
    private static string? ClassName(IElement element)
    {
        var name = element.ClassList is { Length: > 0 } classes ? classes[0]!.Split("__")[^1] : null;
        return name is not null && Name().IsMatch(name) ? Camel(name) : null;
    }

    private void Name(JsonNode? value, string name, string? list)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (member, inner) in members)
                {
                    Name(inner, member == "label" && name.Length > 0 ? name : member, list);
                }
                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Name(item, name.EndsWith('s') ? name[..^1] : name, name);
                }
                break;
            case JsonValue text when text.TryGetValue<string>(out var words) && Name().IsMatch(name):
                var key = Once(words);
                if (!origins.TryGetValue(key, out var known))
                {
                    origins[key] = known = [];
                }
                known.Add((Camel(name), list));
                break;
        }
    }

    private static string Camel(string name) =>
        Dash().Replace(name, letter => letter.Groups["letter"].Value.ToUpperInvariant());

    /// <summary>White space once, and none at the ends; where lines end may be shown.</summary>
    internal static string Once(string words) => Spaces().Replace(words, " ").Trim();

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);

    [GeneratedRegex("[ \\t\\r\\f]+", RegexOptions.None, 10_000)]
    private static partial Regex Spaces();

    [GeneratedRegex("-(?<letter>[a-z0-9])", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Dash();

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9-]*$", RegexOptions.None, 10_000)]
    private static partial Regex Name();

    private sealed class Scope
    {
        public Dictionary<string, object> Given { get; } = new(StringComparer.Ordinal);

        /// <summary>The name under which it is given; the same twice is given once.</summary>
        public string Add(string name, object value)
        {
            name = Reserved.Contains(name) ? $"{name}Text" : name;
            var free = name;
            for (var number = 2; Given.TryGetValue(free, out var there); number++)
            {
                if (
                    value is not INode[]
                    && TypeOf(there) == TypeOf(value)
                    && Jsx.Plain(there) is { } one
                    && one == Jsx.Plain(value)
                )
                {
                    return free;
                }
                free = string.Create(CultureInfo.InvariantCulture, $"{name}{number}");
            }
            Given[free] = value;
            return free;
        }
    }
}
