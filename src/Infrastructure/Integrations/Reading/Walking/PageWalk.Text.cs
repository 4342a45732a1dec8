using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Integrations.Reading.Findings;
using AiWebBuilder.Infrastructure.Integrations.Reading.Styles;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Walking;

internal sealed partial class PageWalk
{
    private void Heading(IElement element, int level, Where where)
    {
        if (where.Role is "question" or "answer" or "quote" || traits.Of(element).HasBlock)
        {
            var first = found.Count;
            Children(element, where);
            foreach (var one in found.Skip(first).Where(one => one.Kind == SourceKinds.Text && where.Role is null))
            {
                (one.Kind, one.Level) = (SourceKinds.Heading, level);
            }
            return;
        }
        var lines = Lines(element.ChildNodes, where);
        var text = string.Join(' ', lines.Select(line => line.Text)).Trim();
        if (text.Length > 0)
        {
            var heading = Add(SourceKinds.Heading, text, where);
            heading.Level = level;
            Links(lines.SelectMany(line => line.Links), heading, where);
        }
    }

    /// <summary>A stretch of text without blocks in it.</summary>
    private void Inline(IReadOnlyList<INode> nodes, Where where, IElement holder)
    {
        if (where.IsLabel)
        {
            foreach (var link in nodes.OfType<IElement>().SelectMany(Anchors))
            {
                LinkOf(link, "", where).Replace("It stands in the label of a field, whose words are carried.");
            }
            return;
        }
        foreach (var line in Lines(nodes, where))
        {
            if (line.Links.Count > 0 && line.IsOnlyLinks && where.Role is not ("question" or "quote" or "name"))
            {
                foreach (var link in line.Links)
                {
                    LinkOf(link.Element, link.Text, where);
                }
                continue;
            }
            if (line.Text.Length == 0)
            {
                foreach (var link in line.Links)
                {
                    LinkOf(link.Element, "", where);
                }
                continue;
            }
            var kind =
                where.Role is null && (holder.LocalName == "li" || holder.Closest("li") is not null && where.Menu == 0)
                    ? SourceKinds.ListItem
                    : SourceKinds.Text;
            var text = Add(kind, line.Text, where);
            text.Role = where.Role;
            Links(line.Links, text, where);
        }

        static IEnumerable<IElement> Anchors(IElement element) =>
            element.LocalName == "a" ? [element] : element.QuerySelectorAll("a");
    }

    private void Links(IEnumerable<LinkRun> links, Found parent, Where where)
    {
        foreach (var link in links)
        {
            var one = LinkOf(link.Element, link.Text, where);
            one.Parent = parent.Id;
            if (where.Role == "question" && one.IsOpen)
            {
                one.Replace("The switch of the answer: answers here open by themselves.");
            }
        }
    }

    private Found LinkOf(IElement anchor, string text, Where where)
    {
        var href = anchor.GetAttribute("href");
        var link = Add(SourceKinds.Link, text, where);
        link.Address = where.Aside is { IsQuoted: false } ? null : Target(href);
        if (!link.IsOpen)
        {
            return link;
        }
        if (
            href is null
            || href.Trim() is "" or "#"
            || href.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
        )
        {
            link.Role = "button";
        }
        if (IsCredit(anchor, text))
        {
            link.Lose("The builder's own credit.");
        }
        return link;
    }

    /// <summary>A mail's address without the subject and body that somebody else wrote.</summary>
    private string? Target(string? href)
    {
        var address = href?.Trim();
        if (string.IsNullOrEmpty(address) || address == "#")
        {
            return null;
        }
        if (
            address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("sms:", StringComparison.OrdinalIgnoreCase)
        )
        {
            return address.Split('?')[0];
        }
        return address.StartsWith('#') || address.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)
            ? address
            : addresses.Of(address);
    }

    private static bool IsCredit(IElement anchor, string text)
    {
        var around = anchor.ParentElement is { } parent && parent.TextContent.Length < 120 ? parent.TextContent : text;
        return anchor.GetAttribute("rel")?.Contains("nofollow", StringComparison.OrdinalIgnoreCase) == true
            && SourceWords.Phrases("credit").Any(phrase => around.Contains(phrase, StringComparison.OrdinalIgnoreCase));
    }

    private void Anchor(IElement anchor, Where where)
    {
        var href = anchor.GetAttribute("href");
        var pieces = new List<string>();
        if (
            traits.Of(anchor).HasHeading
            || traits.Of(anchor).HasPicture
            || traits.Of(anchor).Letters > 80
            || where.Role is not null
        )
        {
            var first = found.Count;
            var target = Target(href);
            Children(anchor, where with { Link = target });
            var inside = found.Skip(first).ToArray();
            if (href is not null || !anchor.HasAttribute("class"))
            {
                var link = LinkOf(anchor, "", where);
                link.Parent = inside.FirstOrDefault()?.Id ?? 0;
                if (
                    target is not null
                    && SourceAddresses.IsPicture(target)
                    && Array.Find(inside, one => one.Kind == SourceKinds.Image) is { } picture
                    && link.IsOpen
                )
                {
                    link.Replace("It opens the picture in full size: pictures here open by themselves.");
                    Larger(picture, target);
                }
                else if (where.Role == "question" && link.IsOpen)
                {
                    link.Replace("The switch of the answer: answers here open by themselves.");
                }
            }
            return;
        }
        Pieces(anchor, pieces);
        Labelled(anchor, pieces, where);
    }

    private void Button(IElement button, Where where)
    {
        List<string> pieces = [];
        Pieces(button, pieces);
        if (where.Role == "question")
        {
            Children(button, where);
            return;
        }
        if (where.Form is not null)
        {
            if (button.GetAttribute("type") is null or "submit" or "image" && where.Form.Role is null && where.IsOpen)
            {
                where.Form.Role = string.Join(' ', pieces) is { Length: > 0 } words
                    ? words
                    : button.GetAttribute("aria-label") ?? "";
            }
            Children(button, where with { IsLabel = true });
            return;
        }
        if (traits.Of(button).HasPicture)
        {
            Children(button, where);
            return;
        }
        if (
            pieces.Count == 0
            || where.Segment.Chrome == "header" && (Switches(button) || button.HasAttribute("aria-haspopup"))
        )
        {
            Add(SourceKinds.Widget, "", where)
                .Replace("A switch of the builder's own, such as that of a menu: pages here have their own.");
            return;
        }
        Labelled(button, pieces, where);
    }

    /// <summary>The first words are the label; what stands below them is a text.</summary>
    private void Labelled(IElement element, List<string> pieces, Where where)
    {
        LinkOf(element, pieces.FirstOrDefault() ?? "", where);
        foreach (var more in pieces.Skip(1))
        {
            Add(SourceKinds.Text, more, where);
        }
    }

    private void Pieces(IElement element, List<string> pieces)
    {
        List<INode> run = [];
        foreach (var node in element.ChildNodes)
        {
            if (
                node is IElement child
                && !IsInline(child)
                && child.LocalName is not ("script" or "style" or "noscript" or "template" or "img" or "svg")
            )
            {
                Flush();
                if (visibility.Of(child) is Sight.Shown or Sight.Small)
                {
                    Pieces(child, pieces);
                }
            }
            else
            {
                run.Add(node);
            }
        }
        Flush();

        void Flush()
        {
            pieces.AddRange(Lines(run, Probe).Select(line => line.Text).Where(text => text.Length > 0));
            run = [];
        }
    }

    // To read without writing down.
    private static readonly Where Probe = new() { Segment = new Segment(0, null, []) };

    /// <summary>What of the element is text and seen, in one line.</summary>
    private string Text(IElement element)
    {
        List<string> pieces = [];
        Pieces(element, pieces);
        return string.Join(' ', pieces);
    }

    private List<Line> Lines(IEnumerable<INode> nodes, Where where)
    {
        List<Line> lines = [new Line()];
        foreach (var node in nodes)
        {
            Take(node, null, 0);
        }
        foreach (var line in lines)
        {
            line.Close();
        }
        lines.RemoveAll(line => line.Text.Length == 0 && line.Links.Count == 0);
        return lines;

        void Take(INode node, LinkRun? link, int depth)
        {
            if (node is IText text)
            {
                lines[^1].Write(text.Data, link);
                return;
            }
            if (
                node is not IElement element
                || depth > 60
                || element.LocalName is "script" or "style" or "noscript" or "template" or "svg"
            )
            {
                return;
            }
            if (element.LocalName == "br")
            {
                lines.Add(new Line());
                return;
            }
            if (where.Aside is null && visibility.Of(element) is Sight.Never or Sight.Popup)
            {
                if (where == Probe)
                {
                    return;
                }
                Add(SourceKinds.Hidden, "", where).Lose("A text that no visitor can see: it is not read.");
                foreach (var _ in element.QuerySelectorAll("a").Concat(element.LocalName == "a" ? [element] : []))
                {
                    Add(SourceKinds.Link, "", where).Lose("No visitor can see it.");
                }
                return;
            }
            if (element.LocalName == "a")
            {
                link = new LinkRun(element);
                lines[^1].Links.Add(link);
            }
            else if (
                (element.ClassList.Length > 0 || element.LocalName == "small")
                && lines[^1].EndsInElement
                && !lines[^1].IsBroken
            )
            {
                // Two that stand beside each other without a space are two texts, unless their pieces are letters.
                if (
                    element.PreviousSibling is IElement before
                    && (before.ClassList.Length > 0 || before.LocalName == "small")
                    && Plain(before).Length > 2
                    && Plain(element).Length > 2
                )
                {
                    lines.Add(new Line());
                    link?.Close();
                }
            }
            foreach (var child in element.ChildNodes)
            {
                Take(child, link, depth + 1);
            }
            lines[^1].EndsInElement = true;
        }

        static string Plain(IElement element) => SourceText.Plain(element.TextContent);
    }
}
