using System.Buffers;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Integrations.Reading.Findings;
using AiWebBuilder.Infrastructure.Integrations.Reading.Money;

namespace AiWebBuilder.Infrastructure.Integrations.Reading;

/// <summary>Decides which elements that look alike are the items of one list, and what kind of list it is.</summary>
internal sealed class SourceItems
{
    // What says more is a section, and no card.
    private const int LongestItem = 900;
    private const int LongestName = 60;

    private static readonly SearchValues<char> Closing = SearchValues.Create("\"”“»«」』’");

    private readonly Dictionary<int, string> kinds = [];
    private readonly SourceMoney money;

    public SourceItems(IReadOnlyList<Found> all, SourceMoney money)
    {
        this.money = money;
        var open = all.Where(one => one.IsOpen && one.Parent == 0 && one.Where.Segment.Chrome is null).ToArray();
        Said(open);
        var number = 0;
        foreach (var segment in open.GroupBy(one => one.Where.Segment.Order))
        {
            Assign([.. segment], ref number);
        }
    }

    /// <summary>The kind of section that the element belongs in; null: any.</summary>
    public string? KindOf(Found one) =>
        one.Kind switch
        {
            SourceKinds.Video when one.Role == "background" => null,
            SourceKinds.Video => "video",
            SourceKinds.Map => "map",
            SourceKinds.Countdown => "countdown",
            SourceKinds.Form or SourceKinds.Field => "form",
            _ when one.Item > 0 => kinds[one.Item],
            _ when one.Role is "question" or "answer" => "faq",
            _ when one.Role is "quote" or "name" => "testimonials",
            SourceKinds.Price or SourceKinds.Cell => "prices",
            SourceKinds.Image when one.Where.Hints.Contains("gallery") && one.Role is null => "gallery",
            SourceKinds.ListItem
            or SourceKinds.Text when one.Where.Hints.Contains("price") && money.In(one.Text).Any() => "prices",
            SourceKinds.Text
            or SourceKinds.ListItem when one.Where.Hints.Contains("stats") && one.Text.Any(char.IsDigit) => "stats",
            _ => null,
        };

    private void Assign(Found[] segment, ref int number)
    {
        var groups = segment
            .SelectMany(one => Chain(one).Select(place => (One: one, Place: place)))
            .GroupBy(pair => pair.Place.Group)
            .ToDictionary(group => group.Key, group => group.ToArray());
        Dictionary<int, string> valid = [];
        foreach (var (id, members) in groups)
        {
            var cards = members
                .GroupBy(pair => pair.Place.Index)
                .Select(card => card.Select(pair => pair.One).ToArray())
                .ToArray();
            if (Kind(cards) is { } kind)
            {
                valid[id] = kind;
            }
        }
        Dictionary<(int, int), int> items = [];
        foreach (var one in segment)
        {
            // The outermost list that is one.
            if (
                Chain(one).LastOrDefault(place => valid.ContainsKey(place.Group)) is not { } place
                || one.Role == "column"
            )
            {
                continue;
            }
            if (!items.TryGetValue((place.Group, place.Index), out var item))
            {
                items[(place.Group, place.Index)] = item = ++number;
                kinds[item] = valid[place.Group];
            }
            one.Item = item;
        }
    }

    private string? Kind(Found[][] cards)
    {
        cards = [.. cards.Where(card => card.Any(one => one.Role != "column"))];
        if (cards.Length == 0)
        {
            return null;
        }
        var isQuestions = cards.All(card => card.Any(one => one.Role == "question"));
        var isQuotes = cards.All(card => card.Any(one => one.Role == "quote"));
        if (
            isQuestions
            && cards.All(card => card.Count(one => one.Role == "question") == 1)
            && cards.All(card => card[0].Role == "question")
        )
        {
            return "faq";
        }
        if (isQuotes && cards.All(card => card.Count(one => one.Role == "quote") <= 3))
        {
            return "testimonials";
        }
        if (
            cards.Length < 2
            || cards.Any(card => card.Sum(one => one.Text.Length) > LongestItem || card.Any(IsOwnSection))
        )
        {
            return null;
        }
        var isTable = cards.All(card => card.All(one => one.Kind is SourceKinds.Cell or SourceKinds.Price));
        if (isTable)
        {
            return "prices";
        }
        var isPriced = cards.Count(card => card.Any(IsPrice)) * 2 > cards.Length;
        if (isPriced && cards.All(card => card.Count(IsPrice) <= 3))
        {
            return "prices";
        }
        if (
            cards.All(card =>
                card.Any(one => one is { Kind: SourceKinds.Image })
                && card.All(one =>
                    one.Kind == SourceKinds.Image
                    || (one.Kind == SourceKinds.Text && one.Text.Length <= 80 && card.Length <= 3)
                )
            )
        )
        {
            return "gallery";
        }
        var leads = cards.Select(Lead).ToArray();
        var isAlike =
            leads.GroupBy(lead => lead, StringComparer.Ordinal).Max(same => same.Count()) * 3 >= cards.Length * 2;
        var saysMore =
            cards.Count(card => card.Count(one => one.Kind is not SourceKinds.Image) > 1) * 3 >= cards.Length * 2;
        if (!isAlike || !saysMore)
        {
            return null;
        }
        var isAsked =
            cards.Count(card =>
                card.FirstOrDefault(one => one.Text.Length > 0)?.Text is { } text && text[^1] is '?' or '？' or '؟'
            ) * 2
            > cards.Length;
        if (isAsked)
        {
            foreach (var card in cards)
            {
                var question = Array.Find(card, one => one.Text.Length > 0);
                foreach (var one in card.Where(one => one.Text.Length > 0 && one.Role is null))
                {
                    one.Role = one == question ? "question" : "answer";
                }
            }
            return "faq";
        }
        var hints = cards[0][0].Where.Hints;
        return hints.Contains("team") ? "team"
            : hints.Contains("steps") ? "steps"
            : hints.Contains("stats") && cards.All(card => card.Any(one => one.Text.Any(char.IsDigit))) ? "stats"
            : leads[0].StartsWith(SourceKinds.Heading, StringComparison.Ordinal) || leads[0] == "strong" ? "features"
            : cards.All(card => card.Count(one => one.Text.Length > 0) is 2 or 3) ? "features"
            : null;
    }

    private static string Lead(Found[] card)
    {
        var lead = Array.Find(card, one => one.Text.Length > 0 && one.Role != "badge");
        return lead is null ? "" : $"{lead.Kind} {lead.Level}";
    }

    private static bool IsOwnSection(Found one) =>
        one.Kind
            is SourceKinds.Form
                or SourceKinds.Field
                or SourceKinds.Map
                or SourceKinds.Countdown
                or SourceKinds.Video
                or SourceKinds.Payment
        || one is { Kind: SourceKinds.Heading, Level: 1 };

    private bool IsPrice(Found one) =>
        one.Kind == SourceKinds.Price || (one.Text.Length <= 140 && money.In(one.Text).Any());

    private static IEnumerable<ItemPlace> Chain(Found one)
    {
        for (var place = one.Where.Items; place is not null; place = place.Outer)
        {
            yield return place;
        }
    }

    /// <summary>What somebody said, by the marks around it, or by what it is called, and whose name stands below it.</summary>
    private static void Said(Found[] open)
    {
        for (var at = 0; at < open.Length; at++)
        {
            var one = open[at];
            if (
                one.Kind is not (SourceKinds.Text or SourceKinds.ListItem)
                || one.Role is not null and not "quote"
                || one.Text.Length < 12
            )
            {
                continue;
            }
            var isQuoted =
                "\"“„«»「『‘".Contains(one.Text[0], StringComparison.Ordinal)
                && one.Text.AsSpan(one.Text.Length - 3).IndexOfAny(Closing) >= 0;
            var next =
                at + 1 < open.Length
                && open[at + 1] is { Kind: SourceKinds.Text or SourceKinds.ListItem, Role: null or "name" } after
                && after.Text.Length <= LongestName
                && after.Where.Segment == one.Where.Segment
                    ? open[at + 1]
                    : null;
            var isNamed = next is not null || (at > 0 && open[at - 1].Role == "name");
            if (
                one.Role == "quote"
                || (isQuoted && isNamed)
                || (one.Where.Hints.Contains("quote") && isNamed && one.Role is null)
            )
            {
                one.Role = "quote";
                if (next is not null && (isQuoted || one.Where.Hints.Contains("quote")))
                {
                    next.Role = "name";
                }
            }
        }
    }
}
