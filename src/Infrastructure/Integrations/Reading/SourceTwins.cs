using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Integrations.Reading.Findings;

namespace AiWebBuilder.Infrastructure.Integrations.Reading;

/// <summary>What stands twice in the HTML and once before a visitor: for small screens, in a second menu, in a slider.</summary>
internal static class SourceTwins
{
    public static void Mark(IReadOnlyList<Found> all)
    {
        Small(all);
        Menus(all);
        Headings(all);
        Credits(all);
    }

    private static void Small(IReadOnlyList<Found> all)
    {
        var words = Words(all.Where(one => one.Where.Small == 0 && one.Where.Aside is null))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var group in all.Where(one => one.Where.Small > 0).GroupBy(one => one.Where.Small))
        {
            if (!Words(group).All(words.Contains))
            {
                continue;
            }
            foreach (var one in group.Where(one => one.IsOpen))
            {
                one.Replace(
                    "The copy for small screens of what stands elsewhere on the page: pages here fit every screen."
                );
            }
        }
    }

    private static void Menus(IReadOnlyList<Found> all)
    {
        var header = all.Where(one =>
                one is { Kind: SourceKinds.Link, IsOpen: true } && one.Where.Segment.Chrome == "header"
            )
            .ToArray();
        List<HashSet<string>> before = [];
        foreach (var menu in header.GroupBy(one => one.Where.Menu).OrderBy(menu => menu.Key == 0 ? 0 : 1))
        {
            var targets = menu.Select(Target).ToHashSet(StringComparer.Ordinal);
            if (menu.Key > 0 && targets.Count > 1 && targets.All(target => before.Any(known => known.Contains(target))))
            {
                foreach (var link in menu)
                {
                    link.Replace("A second copy of the menu.");
                }
            }
            else
            {
                before.Add(targets);
            }
        }
        HashSet<string> said = new(StringComparer.Ordinal);
        foreach (var link in header.Where(link => link.IsOpen && !said.Add(Target(link))))
        {
            link.Replace("The same link stands in the header already.");
        }
        foreach (
            var text in all.Where(one =>
                    one is { Kind: SourceKinds.Text or SourceKinds.ListItem, IsOpen: true }
                    && one.Where.Segment.Chrome == "header"
                )
                .GroupBy(one => one.Text, StringComparer.Ordinal)
        )
        {
            foreach (var copy in text.Skip(1))
            {
                copy.Replace("The same words stand in the header already.");
            }
        }

        static string Target(Found link) => $"{link.Text} {link.Address}";
    }

    private static void Headings(IReadOnlyList<Found> all)
    {
        Found? last = null;
        foreach (var one in all.Where(one => one.IsOpen && one.Text.Length > 0))
        {
            if (one.Kind == SourceKinds.Heading && last is { Kind: SourceKinds.Heading } && last.Text == one.Text)
            {
                one.Replace("The same heading stands just before it.");
            }
            last = one;
        }
    }

    private static void Credits(IReadOnlyList<Found> all)
    {
        foreach (var text in all.Where(one => one is { Kind: SourceKinds.Text or SourceKinds.ListItem, IsOpen: true }))
        {
            if (
                text.Text.Contains("{{", StringComparison.Ordinal) && text.Text.Contains("}}", StringComparison.Ordinal)
            )
            {
                text.Lose("It holds a field that the builder has not filled in.");
            }
            else if (
                text.Text.Length < 80
                && SourceWords
                    .Phrases("credit")
                    .Any(phrase => text.Text.StartsWith(phrase, StringComparison.OrdinalIgnoreCase))
                && all.Any(one => one.Parent == text.Id && !one.IsOpen)
            )
            {
                text.Lose("The builder's own credit.");
            }
        }
    }

    private static IEnumerable<string> Words(IEnumerable<Found> some) =>
        some.SelectMany(one => one.Text.Split([' ', ':', ',', '.', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.Any(char.IsLetterOrDigit));
}
