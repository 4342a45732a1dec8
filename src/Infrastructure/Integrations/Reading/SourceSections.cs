using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Integrations.Reading.Findings;

namespace AiWebBuilder.Infrastructure.Integrations.Reading;

/// <summary>Puts what was found into sections: by the page's own borders, by its headings, and by what belongs together.</summary>
internal sealed class SourceSections(IReadOnlyList<Found> all, SourceItems items)
{
    private static readonly string[] NoContent =
    [
        SourceKinds.Tracking,
        SourceKinds.Script,
        SourceKinds.Metadata,
        SourceKinds.Hidden,
        SourceKinds.Popup,
        SourceKinds.Banner,
    ];

    private int last = all.Count;

    public (IReadOnlyList<SourceSection> Sections, IReadOnlyList<SourceElement> Aside) Make()
    {
        var content = all.Where(one => one.Where.Aside is null && !NoContent.Contains(one.Kind)).ToArray();
        List<Part> parts = [];
        foreach (var segment in content.GroupBy(one => one.Where.Segment.Order).OrderBy(segment => segment.Key))
        {
            var own = segment.First().Where.Segment;
            if (own.Chrome is { } chrome)
            {
                if (parts.Count > 0 && parts[^1].Kind == chrome)
                {
                    parts[^1].Elements.AddRange(segment);
                }
                else
                {
                    parts.Add(new Part(chrome, own.Anchors, [.. segment]));
                }
                continue;
            }
            parts.AddRange(Split([.. segment], own.Anchors));
        }
        Name(parts);
        // What is all copies and switches is no section.
        var empty = parts.Where(part => !part.Elements.Exists(one => one.IsOpen)).SelectMany(part => part.Elements);
        return (
            [
                .. parts
                    .Where(part => part.Elements.Exists(one => one.IsOpen))
                    .Select(part => new SourceSection(
                        ++last,
                        part.Kind!,
                        part.Anchors,
                        [.. part.Elements.Select(one => one.ToElement())]
                    )),
            ],
            [.. all.Except(content).Concat(empty).Select(one => one.ToElement())]
        );
    }

    private List<Part> Split(Found[] segment, IReadOnlyList<string> anchors)
    {
        List<Part> parts = [new Part(null, anchors, [])];
        var byId = segment.ToDictionary(one => one.Id);
        foreach (var one in segment)
        {
            var now = parts[^1];
            // What belongs to another element goes with it.
            if (
                one.Parent > 0
                && byId.TryGetValue(one.Parent, out var parent)
                && parts.FirstOrDefault(part => part.Elements.Contains(parent)) is { } holder
            )
            {
                holder.Elements.Add(one);
                continue;
            }
            var kind = one.IsOpen ? items.KindOf(one) : null;
            if (kind is null)
            {
                if (one is { Kind: SourceKinds.Heading, IsOpen: true } && Begins(one, now))
                {
                    parts.Add(now = new Part(null, [], []));
                }
                now.Elements.Add(one);
                continue;
            }
            if (
                now.Kind is null
                && !now.IsHero
                && !(
                    kind is "video" or "map" or "countdown"
                    && now.Elements.Exists(other => other is { IsOpen: true, Kind: SourceKinds.ListItem })
                )
            )
            {
                now.Kind = kind;
            }
            else if (now.Kind != kind || kind is "video" && one.Kind == SourceKinds.Video)
            {
                parts.Add(new Part(kind, [], now.Trailing(items)));
                now = parts[^1];
            }
            now.Elements.Add(one);
            now.LastTyped = one.Id;
        }
        return parts;
    }

    /// <summary>Whether the heading is one of a new section.</summary>
    private static bool Begins(Found heading, Part now) =>
        heading.Level <= 2
        && heading.Item == 0
        && now.Elements.Any(one => one.IsOpen)
        && (
            now.Kind is not null
            || now.Elements.FindIndex(one => one is { IsOpen: true, Kind: SourceKinds.Heading }) is >= 0 and var first
                && now.Elements.Skip(first)
                    .Any(one => one.IsOpen && one.Kind is SourceKinds.Text or SourceKinds.ListItem or SourceKinds.Link)
        );

    private static void Name(List<Part> parts)
    {
        var isFirst = true;
        foreach (var part in parts.Where(part => part.Elements.Exists(one => one.IsOpen)))
        {
            if (
                part.Kind is null or "features" && part.IsHero
                || (
                    part.Kind is null
                    && isFirst
                    && part.Elements.Exists(one => one is { Kind: SourceKinds.Heading, IsOpen: true, Level: <= 2 })
                )
            )
            {
                part.Kind = "hero";
            }
            if (part.Kind is not ("header" or "notice"))
            {
                isFirst = false;
            }
        }
        if (
            parts.FindLast(part => part.Elements.Exists(one => one.IsOpen)) is { Kind: null } end
            && !end.Elements.Exists(one => one is { Kind: SourceKinds.Heading, IsOpen: true })
            && parts.Count > 2
            && end.Elements.Exists(IsContact)
        )
        {
            end.Kind = "footer";
        }
        foreach (var part in parts.Where(part => part.Kind is null))
        {
            part.Kind = part.Elements.Exists(one => one is { Kind: SourceKinds.ListItem, IsOpen: true })
                ? "about"
                : "text";
        }
    }

    private static bool IsContact(Found one) =>
        one.Kind == SourceKinds.Link
        && (
            one.Address?.StartsWith("mailto:", StringComparison.Ordinal) == true
            || one.Address?.StartsWith("tel:", StringComparison.Ordinal) == true
        );

    private sealed class Part(string? kind, IReadOnlyList<string> anchors, List<Found> elements)
    {
        public string? Kind { get; set; } = kind;
        public IReadOnlyList<string> Anchors { get; } = anchors;
        public List<Found> Elements { get; } = elements;
        public int LastTyped { get; set; }
        public bool IsHero =>
            Elements.Exists(one => one is { Kind: SourceKinds.Heading, Level: 1, IsOpen: true, Item: 0 });

        /// <summary>The heading, and what follows it, that stands behind all that has a kind: it belongs to what comes.</summary>
        public List<Found> Trailing(SourceItems items)
        {
            var from = Elements.FindLastIndex(one =>
                one is { Kind: SourceKinds.Heading, IsOpen: true, Item: 0 }
                && one.Level > 1
                && one.Id > LastTyped
                && items.KindOf(one) is null
            );
            if (from < 0)
            {
                return [];
            }
            var moved = Elements[from..];
            Elements.RemoveRange(from, Elements.Count - from);
            return moved;
        }
    }
}
