using System.Text;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports.React;

/// <summary>What stands in a component.</summary>
internal abstract record ReactPart
{
    /// <summary>What is always the same: a space, a star, a drawing.</summary>
    public sealed record Fixed(INode Node) : ReactPart;

    /// <summary>Words; the spaces beside them belong to the component.</summary>
    public sealed record Words(string Slot, bool Before, bool After) : ReactPart;

    /// <summary>Words with emphasis, paragraphs, drawings: given as React nodes.</summary>
    public sealed record Nodes(string Slot) : ReactPart;

    /// <param name="Slots">The slot of each attribute that has one: a name, or a member of one (<c>link.href</c>).</param>
    /// <param name="IfGiven">The slot without which it is left out; null: it is always there.</param>
    public sealed record Tag(
        IElement Element,
        IReadOnlyDictionary<string, string> Slots,
        IReadOnlyList<ReactPart> Children,
        string? IfGiven = null
    ) : ReactPart;

    /// <param name="Item">In a scope of its own.</param>
    /// <param name="IsFlat">The items are the one thing that each would hold.</param>
    /// <param name="Always">The slots that every item has.</param>
    public sealed record Many(string Slot, ReactPart Item, bool IsFlat, IReadOnlySet<string> Always) : ReactPart;

    /// <summary>The slot by which one knows whether it is there.</summary>
    public static string? Given(ReactPart part) =>
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

    /// <summary>The same for what can be shown by one component.</summary>
    /// <param name="anchor">The section's id, which differs.</param>
    public static string Signature(ReactPart part, string anchor = "", bool isRoot = false) =>
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
                            && ReactTemplate.IsId(one.Name)
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

    /// <summary>What it is beside others of its kind: the same at two items is one element of both.</summary>
    public static string Key(ReactPart part) =>
        part switch
        {
            Tag tag => $"<{tag.Element.LocalName} {ReactNames.ClassName(tag.Element)}",
            Fixed { Node: IElement element } => $"<{element.LocalName} icon",
            Nodes => "<svg icon",
            Fixed fixed_ => Html(fixed_.Node),
            Words words => words.Slot,
            Many many => many.Slot,
            _ => "",
        };

    public static string Html(INode node) => node is IElement element ? element.OuterHtml : node.TextContent;
}
