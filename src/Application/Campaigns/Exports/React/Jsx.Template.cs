using System.Globalization;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports.React;

/// <summary>Templates, and what they are given, as JSX.</summary>
internal sealed partial class Jsx
{
    /// <summary>A template as what a component returns; its root takes the other properties.</summary>
    /// <param name="componentId">The id that stands in the markup that it was read from.</param>
    public static Written Template(ReactPart.Tag root, string componentId, int indent)
    {
        var jsx = new Jsx();
        jsx.Write(root, Id, indent, " {...root}", 0);
        return new Written(
            jsx.text.ToString(),
            jsx.Constants(),
            IsKnown(root.Element) ? root.Element.LocalName : "span"
        );

        string? Id(string name, string value) => ReactTemplate.OfId(root.Element, name, value, componentId);
    }

    /// <summary>The properties that a component is given, each from a line of its own on.</summary>
    public static string Given(IReadOnlyDictionary<string, object> given)
    {
        var jsx = new Jsx();
        foreach (var (name, value) in given)
        {
            jsx.text.Append(name).Append("={");
            jsx.Value(value, 0);
            jsx.text.Append("}\n");
        }
        return jsx.text.ToString();
    }

    /// <summary>What an attribute's slot is called.</summary>
    public static string SlotName(string attribute) =>
        attribute.StartsWith("data-", StringComparison.Ordinal) ? Camel(attribute["data-".Length..])
        : Names.TryGetValue(attribute, out var own) ? own
        : Camel(attribute.Replace(':', '-'));

    public static bool IsFlag(string attribute) => Flags.Contains(attribute);

    /// <returns>Null: React wants a string.</returns>
    public static decimal? NumberOf(string attribute, string value) =>
        Numbers.Contains(attribute)
        && decimal.TryParse(
            value,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>The value in one line, by which two are the same.</summary>
    public static string Plain(object value)
    {
        var jsx = new Jsx();
        jsx.Value(value, 0);
        return jsx.text.ToString();
    }

    private void Write(
        ReactPart.Tag tag,
        Func<string, string, string?> ofId,
        int indent,
        string further,
        int depth,
        Func<string, string>? path = null,
        Func<string, bool>? always = null
    )
    {
        var at = path ?? (slot => slot);
        var isAlways = always ?? (_ => true);
        var name = IsKnown(tag.Element) ? tag.Element.LocalName : Constant(tag.Element.LocalName);
        text.Append(' ', indent * 2).Append('<').Append(name);
        Attributes(
            tag.Element,
            (attribute, value) => tag.Slots.TryGetValue(attribute, out var slot) ? at(slot) : ofId(attribute, value)
        );
        text.Append(further);
        if (IsEmpty(tag.Element) && tag.Children.Count == 0)
        {
            text.Append(" />\n");
            return;
        }
        text.Append(">\n");
        foreach (var child in tag.Children)
        {
            Write(child, ofId, indent + 1, depth, at, isAlways);
        }
        text.Append(' ', indent * 2).Append("</").Append(name).Append(">\n");
    }

    private void Write(
        ReactPart part,
        Func<string, string, string?> ofId,
        int indent,
        int depth,
        Func<string, string> at,
        Func<string, bool> isAlways
    )
    {
        switch (part)
        {
            case ReactPart.Tag { IfGiven: { } slot } tag:
                Line(indent, $"{{{at(slot)} !== undefined && (");
                Write(tag, ofId, indent + 1, "", depth, at, isAlways);
                Line(indent, ")}");
                break;
            case ReactPart.Tag tag:
                Write(tag, ofId, indent, "", depth, at, isAlways);
                break;
            case ReactPart.Fixed { Node: IElement element }:
                Write(element, indent, spread: false);
                break;
            case ReactPart.Fixed { Node: var words }:
                Line(indent, $"{{{Literal(Shown(words.ParentElement!, words, words.TextContent))}}}");
                break;
            case ReactPart.Words words:
                Space(words.Before);
                Line(indent, $"{{{at(words.Slot)}}}");
                Space(words.After);
                break;
            case ReactPart.Nodes nodes:
                Line(indent, $"{{{at(nodes.Slot)}}}");
                break;
            case ReactPart.Many many:
                var number = depth == 0 ? "" : (depth + 1).ToString(CultureInfo.InvariantCulture);
                var (item, index) = ($"item{number}", $"i{number}");
                Line(indent, $"{{{at(many.Slot)}{(isAlways(many.Slot) ? "" : "?")}.map(({item}, {index}) => (");
                if (many.Item is ReactPart.Tag each)
                {
                    Write(each, ofId, indent + 1, $" key={{{index}}}", depth + 1, Inside, many.Always.Contains);
                }
                else
                {
                    Line(indent + 1, $"<Fragment key={{{index}}}>{{{item}}}</Fragment>");
                }
                Line(indent, "))}");
                break;

                string Inside(string slot) =>
                    slot.Split('.') switch
                    {
                        [_] when many.IsFlat => item,
                        [_, var member] when many.IsFlat => $"{item}.{member}",
                        [var root, var member] when !many.Always.Contains(root) => $"{item}.{root}?.{member}",
                        _ => $"{item}.{slot}",
                    };
        }

        void Space(bool there)
        {
            if (there)
            {
                Line(indent, "{\" \"}");
            }
        }
    }

    private void Line(int indent, string line) => text.Append(' ', indent * 2).Append(line).Append('\n');

    private void Value(object value, int indent)
    {
        switch (value)
        {
            case string words:
                text.Append(Literal(words));
                break;
            case decimal number:
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case bool:
                text.Append("true");
                break;
            case IReadOnlyList<INode> and [IElement single]:
                var from = text.Length;
                Write(single, indent, spread: false);
                text.Remove(from, indent * 2).Remove(text.Length - 1, 1);
                break;
            case IReadOnlyList<INode> nodes:
                text.Append("<>\n");
                foreach (var node in nodes)
                {
                    if (node is IElement element)
                    {
                        Write(element, indent + 1, spread: false);
                    }
                    else if (node.ParentElement is { } parent && Shown(parent, node, node.TextContent) is { } shown)
                    {
                        Line(indent + 1, $"{{{Literal(shown)}}}");
                    }
                }
                text.Append(' ', indent * 2).Append("</>");
                break;
            case IReadOnlyDictionary<string, object> members:
                text.Append("{ ");
                var isFirst = true;
                foreach (var (name, member) in members)
                {
                    text.Append(isFirst ? "" : ", ").Append(name).Append(": ");
                    Value(member, indent);
                    isFirst = false;
                }
                text.Append(" }");
                break;
            case IReadOnlyList<object> list:
                text.Append("[\n");
                foreach (var one in list)
                {
                    text.Append(' ', (indent + 1) * 2);
                    Value(one, indent + 1);
                    text.Append(",\n");
                }
                text.Append(' ', indent * 2).Append(']');
                break;
        }
    }

    private string Constants() =>
        string.Concat(others.Select((name, i) => $"const Element_{i + 1} = {Literal(name)} as string as \"span\";\n"));
}
