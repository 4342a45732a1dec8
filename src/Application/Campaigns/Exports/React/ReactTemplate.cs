using System.Text.Json.Nodes;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports.React;

/// <summary>
/// A section as a component and what it is given: the same elements, with a slot wherever words, addresses or pictures stand. What has
/// the same elements is the same component, and so are the items of a list. It is read from the markup alone, so that a new block needs
/// nothing here; props lend the slots their names.
/// </summary>
internal sealed class ReactTemplate
{
    private static readonly HashSet<string> ListParents = ReactNames.Set("ul ol dl tbody thead tr select");
    private static readonly HashSet<string> Emphasis = ReactNames.Set("strong em b i s u br");

    /// <summary>Attributes that say something to people, or lead them somewhere.</summary>
    private static readonly HashSet<string> Contents = ReactNames.Set(
        "href src alt width height value datetime aria-label placeholder title data-success"
    );

    private readonly string anchor;
    private readonly string componentId;
    private readonly ReactNames names;

    private ReactTemplate(string anchor, string componentId, JsonObject props) =>
        (this.anchor, this.componentId, names) = (anchor, componentId, new ReactNames(props));

    /// <param name="Root">The elements.</param>
    /// <param name="Given">A string, a number, true, nodes, or a list or a dictionary of these, by the names of the slots.</param>
    internal sealed record Read(ReactPart.Tag Root, IReadOnlyDictionary<string, object> Given)
    {
        /// <summary>The same for what can be shown by one component.</summary>
        public string Shape { get; } =
            ReactPart.Signature(Root, Root.Element.Id ?? "", isRoot: true) + ReactScope.TypeOf(Given);
    }

    /// <param name="section">Of one component, with its id.</param>
    /// <param name="props">They lend their names to what is found in them.</param>
    public static Read Of(IElement section, string componentId, JsonObject props)
    {
        var scope = new ReactScope();
        var reader = new ReactTemplate(section.Id ?? "", componentId, props);
        return new Read(
            new ReactPart.Tag(
                section,
                new Dictionary<string, string>(StringComparer.Ordinal),
                reader.Children(section, scope)
            ),
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

    private List<ReactPart> Children(IElement parent, ReactScope scope)
    {
        List<ReactPart> parts = [];
        var children = parent.ChildNodes.Where(node => node is IElement or IText).ToArray();
        if (IsMarkedUp(parent, children))
        {
            parts.Add(new ReactPart.Nodes(scope.Add(names.NameOf(parent, parent.TextContent) ?? "text", children)));
            return parts;
        }
        for (var i = 0; i < children.Length; )
        {
            var body = children.Skip(i).TakeWhile(node => IsBlank(node) || IsBody(node)).ToArray();
            var items = Run(parent, children, i);
            if (body.Count(IsBody) > 1 || (body.Length > 0 && body[0] is IElement { LocalName: not "p" }))
            {
                parts.Add(new ReactPart.Nodes(scope.Add(names.NameOf(parent, "") ?? "body", body)));
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
                        ? new ReactPart.Words(
                            scope.Add(names.NameOf(parent, words) ?? "text", ReactNames.Once(words)),
                            char.IsWhiteSpace(words[0]),
                            char.IsWhiteSpace(words[^1])
                        )
                        : new ReactPart.Fixed(node)
                );
            }
        }
    }

    private ReactPart Element(IElement element, ReactScope scope)
    {
        if (element.NamespaceUri == NamespaceNames.SvgUri)
        {
            return new ReactPart.Fixed(element);
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
                members["label"] = ReactNames.Once(words);
            }
            var slot = scope.Add(names.LinkName(element, words), members);
            foreach (var one in element.Attributes.Where(IsContent))
            {
                slots[one.Name] = $"{slot}.{Jsx.SlotName(one.Name)}";
            }
            return new ReactPart.Tag(
                element,
                slots,
                words is null
                    ? Children(element, scope)
                    : [new ReactPart.Words($"{slot}.label", char.IsWhiteSpace(words[0]), char.IsWhiteSpace(words[^1]))]
            );
        }
        var children = Children(element, scope);
        foreach (var one in element.Attributes.Where(IsContent))
        {
            slots[one.Name] =
                words is not null
                && children is [ReactPart.Words own]
                && ReactNames.Once(words) == ReactNames.Once(one.Value)
                    ? own.Slot
                    : scope.Add(names.NameOf(null, one.Value) ?? Jsx.SlotName(one.Name), ValueOf(one.Name, one.Value));
        }
        return new ReactPart.Tag(element, slots, children);
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

    private ReactPart.Many? List(IElement parent, IElement[] items, ReactScope scope)
    {
        List<Dictionary<string, object>> given = [];
        ReactPart? item = null;
        foreach (var element in items)
        {
            var own = new ReactScope();
            var part = Element(element, own);
            var values = own.Given;
            item =
                given.Count == 0 ? part
                : item is null ? null
                : ReactItems.Merge(item, given, part, values);
            given.Add(values);
        }
        var slot = names.ListName(parent, items);
        if (item is null || given.All(one => one.Count == 0))
        {
            // Each is of a build of its own: they are given as they are.
            return ListParents.Contains(parent.LocalName) && items.Length > 1
                ? new ReactPart.Many(
                    scope.Add(slot, items.Select(one => (object)new INode[] { one }).ToArray()),
                    new ReactPart.Nodes("node"),
                    IsFlat: true,
                    new HashSet<string>()
                )
                : null;
        }
        var isFlat = given.All(one => one.Count == 1 && one.Keys.First() == given[0].Keys.First());
        return new ReactPart.Many(
            scope.Add(
                slot,
                isFlat ? given.Select(one => one.Values.First()).ToArray() : given.Cast<object>().ToArray()
            ),
            item,
            isFlat,
            given[0].Keys.Where(name => given.All(all => all.ContainsKey(name))).ToHashSet(StringComparer.Ordinal)
        );
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

    private bool IsContent(IAttr attribute) =>
        Contents.Contains(attribute.Name) && attribute.Value != componentId && attribute.Value.Length > 0
        || IsId(attribute.Name)
            && attribute.Value != anchor
            && !attribute.Value.StartsWith($"{anchor}-", StringComparison.Ordinal);

    public static bool IsBlank(INode node) => node is IText && string.IsNullOrWhiteSpace(node.TextContent);

    public static bool IsId(string name) =>
        name
            is "id"
                or "for"
                or "aria-labelledby"
                or "aria-describedby"
                or "aria-controls"
                or "data-form"
                or "popovertarget";

    public static object ValueOf(string name, string value) =>
        Jsx.IsFlag(name) ? true
        : Jsx.NumberOf(name, value) is { } number ? number
        : value;
}
