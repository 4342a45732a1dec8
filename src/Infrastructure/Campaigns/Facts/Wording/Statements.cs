namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>Offers, durations, numbers of people and things, places, audiences, and what else is stated, in the owner's words.</summary>
internal static class Statements
{
    private const int LongestName = 5;
    private const int MostBeforePlace = 3;

    // "to", "at": words of any sentence.
    private const int LongestSmall = 3;

    private static readonly string[] Contacts = ["phone", "fax", "email", "link", "social"];

    private static readonly string[] Leading = ["place.in", "place.at", "date.cue", "copula", "for", "from"];

    private static readonly string[] Labelled = [.. Contacts, "address", "hours", "registration"];

    /// <summary>Kinds whose words are no part of a claim that they begin or end.</summary>
    private static readonly string[] ReadElsewhere =
    [
        "hours",
        "phone",
        "fax",
        "email",
        "link",
        "social",
        "registration",
        "date",
        "address",
        "price",
        "signOff",
        "deliverable",
        "person",
    ];

    /// <summary>What the owner says stands in the description; the other fields are asked for, and say one thing each.</summary>
    public static void Read(FactScan scan)
    {
        switch (scan.Text.Field)
        {
            case "description":
                Quantities.Durations(scan);
                Quantities.Capacities(scan);
                Offers.Read(scan);
                Named(scan);
                Prices(scan);
                Rest(scan);
                break;
            // Owners write prices and conditions among their wishes.
            case "brandGuidelines":
                Quantities.Durations(scan);
                Quantities.Capacities(scan);
                Offers.Read(scan);
                Prices(scan);
                break;
            case "targetAudience":
                Whole(scan, "audience");
                Named(scan);
                break;
            case "businessType":
                Whole(scan, "service");
                break;
            default:
                break;
        }
    }

    private static void Whole(FactScan scan, string kind)
    {
        foreach (var (start, end) in Clauses(scan).Where(clause => !scan.AnyTaken(clause.Start, clause.End)))
        {
            scan.AddWords(kind, start, end);
        }
    }

    private static void Named(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (
                text.Is(i, "place.in") is var place and > 0
                && !scan.IsWithin(i, "address", "instruction", "mustNotSay", "date")
            )
            {
                var end = NameEnd(text, i + place, 5);
                var part = scan.Sentences.PartStart(i);
                if (
                    end > i + place
                    && !Any(text, part, i, "not")
                    && text.Of(i + place, "month.").Length == 0
                    && text.Of(i + place, "day.").Length == 0
                    && !scan.AnyTaken(i + place, end)
                )
                {
                    // "Baner, Pune": a district and its city.
                    var city = text.IsSign(end, ",") && !text[end].IsSpaced ? NameEnd(text, end + 1, 2) : end;
                    scan.AddWords("place", i + place, city > end + 1 && scan.Sentences.Divides(city) ? city : end);
                }
            }

            if (
                text.Is(i, "audience") is var audience and > 0
                && !scan.IsWithin(i, "instruction", "mustNotSay", "offer")
                && !Any(text, scan.Sentences.PartStart(i), i, "not")
            )
            {
                scan.AddWords("audience", i, i + audience);
            }

            if (
                text.Is(i, "audience.for") is var aim and > 0
                && !scan.IsWithin(i, "instruction", "mustNotSay", "price", "date")
            )
            {
                var end = Math.Min(scan.Sentences.PartEnd(i + aim), i + aim + 7);
                if (
                    text[i + aim].Kind == TokenKind.Word
                    && !scan.AnyTaken(i + aim, end)
                    && !Enumerable
                        .Range(i + aim, Math.Max(0, end - i - aim))
                        .Any(at => text[at].Kind == TokenKind.Digits)
                )
                {
                    scan.AddWords("audience", i + aim, end);
                }
            }

            if (
                text.Is(i, "credential") is var credential and > 0
                && !scan.IsWithin(i, "instruction", "mustNotSay", "address")
            )
            {
                scan.AddWords("credential", scan.Sentences.PartStart(i), scan.Sentences.PartEnd(i + credential - 1));
            }
        }
    }

    private static int NameEnd(SourceText text, int start, int most)
    {
        var end = start;
        for (
            var i = start;
            i < start + most
                && text[i].Kind == TokenKind.Word
                && (text[i].IsCapital || i > start && text.Is(i, "particle") > 0 && text[i + 1].IsCapital);
            i++
        )
        {
            end = text.IsSign(i + 1, ".") && text[i].Text.Length < 4 && text[i + 2].IsCapital ? ++i + 1 : i + 1;
            if (text.IsSign(i + 1, "-") && !text[i + 1].IsSpaced && text[i + 2].IsCapital)
            {
                i++;
            }
        }

        return end;
    }

    /// <summary>What has a price is a product or a service; which one, no grammar tells: by its unit where there is one.</summary>
    private static void Prices(FactScan scan)
    {
        foreach (
            var (fact, start, end) in scan.Facts.Where(one => one.Fact.Kind == "price" && !one.Fact.Unsure).ToList()
        )
        {
            if (
                fact.Value["what"]?.GetValue<string>() is not { } what
                || fact.Value["qualifier"]?.GetValue<string>() is "plus"
            )
            {
                continue;
            }

            var kind = fact.Value["unit"]?.GetValue<string>() is "item" or "kg" or "litre" or "day" or "night"
                ? "product"
                : "service";
            // "Massage, before noon": its name, or the first of what that is made of.
            what =
                scan.Text.Words(start, end) is var said && said.Contains(what, StringComparison.Ordinal)
                    ? what
                    : what.Split(", ").FirstOrDefault(part => said.Contains(part, StringComparison.Ordinal), what);
            for (var i = start; i < end; i++)
            {
                if (
                    scan.Text.Text.AsSpan(scan.Text[i].Start).StartsWith(what, StringComparison.Ordinal)
                    && scan.Text[i].Kind == TokenKind.Word | scan.Text.Of(i + 1, "unit.").Length == 0
                    && !scan.Facts.Any(one => one.Fact.Kind is "service" or "product" && one.Fact.Quote == what)
                )
                {
                    var stop = i;
                    while (stop < end && scan.Text[stop].End <= scan.Text[i].Start + what.Length)
                    {
                        stop++;
                    }

                    scan.AddWords(kind, i, stop);
                    break;
                }
            }
        }
    }

    /// <summary>What no reader took is a claim of its own; a short one in a list names what is offered.</summary>
    private static void Rest(FactScan scan)
    {
        List<(int From, int To)> rest = [];
        foreach (var (start, end) in Clauses(scan))
        {
            var (from, to) = (start, end);
            while (from < to && scan.IsWithin(from, ReadElsewhere))
            {
                from++;
            }

            while (to > from && scan.IsWithin(to - 1, ReadElsewhere))
            {
                to--;
            }

            (from, to) = scan.Trimmed(from, to);
            // "The workshop is on [16 January]": what led to the fact does not stand alone.
            while (to < end && to - 1 > from && Array.Exists(Leading, meaning => scan.Text.Is(to - 1, meaning) > 0))
            {
                to--;
            }

            var words = Indexes.Of(from, to).Count(i => scan.Text[i].Kind == TokenKind.Word);
            if (
                words == 0
                || words == 1
                    && (
                        Any(scan.Text, from, to, "or")
                        || Any(scan.Text, from, to, "signoff")
                        || Any(scan.Text, from, to, "phone")
                        || Any(scan.Text, from, to, "title")
                    )
                || !IsPriced(scan, from, to) && IsLabel(scan, from, to)
                || scan.IsWithin(from, "instruction", "mustNotSay", "tone", "signOff")
                || scan.Facts.Any(one =>
                    one.Start <= from && one.End >= to && one.Fact.Kind is not ("price" or "capacity" or "duration")
                )
            )
            {
                continue;
            }

            rest.Add((from, to));
        }

        foreach (var sentence in rest.GroupBy(clause => scan.Sentences.StartOf(clause.From)))
        {
            // "We repair lawn mowers, chainsaws and trimmers" is a list; one short clause alone may be anything.
            var isList = sentence.Count(clause => IsShort(scan.Text, clause.From, clause.To)) > 1;
            foreach (var (from, to) in sentence)
            {
                // "..., skylights and gutters in the Leeds area": where it is offered is no part of its name.
                var stop = isList ? PlaceStart(scan, from, to) : to;
                var isService = IsPriced(scan, from, to) || isList && IsShort(scan.Text, from, stop);
                scan.AddWords(isService ? "service" : "claim", from, stop);
            }
        }
    }

    /// <summary>What is left of a sentence whose facts were read: "Questions:", "Call or", "to book ... or".</summary>
    private static bool IsLabel(FactScan scan, int from, int to)
    {
        var text = scan.Text;
        var own = Indexes.Of(from, to).Where(i => text[i].Kind == TokenKind.Word && !scan.IsWithin(i, ReadElsewhere));
        var telling = own.Count(i =>
            text[i].Text.Length > LongestSmall
            && text.Is(i, "or") + text.Is(i, "phone") + text.Of(i, "channel.").Length == 0
        );
        var isBesideContact = Indexes.Of(from, to + 1).Any(i => scan.IsWithin(i, Contacts));
        return telling == 0 && isBesideContact
            || telling < 2
                && (
                    (text.IsSign(to, ":") || text.IsSign(to, "：")) && scan.IsWithin(to + 1, Labelled)
                    || isBesideContact && text.Is(to - 1, "or") > 0
                );
    }

    /// <summary>"Piano lessons: 45 min $40": what the price behind it is for.</summary>
    private static bool IsPriced(FactScan scan, int from, int to) =>
        scan.Facts.Any(one =>
            one.Fact.Kind == "price"
            && one.Fact.Value["what"]?.GetValue<string>() is { } what
            && what.StartsWith(scan.Text.Words(from, to), StringComparison.Ordinal)
        );

    private static int PlaceStart(FactScan scan, int from, int to)
    {
        var place = Indexes.Of(from, to).FirstOrDefault(i => scan.IsWithin(i, "place"), to);
        var preposition = Indexes
            .Of(Math.Max(from, place - MostBeforePlace), place)
            .FirstOrDefault(i => scan.Text.Is(i, "place.in") > 0, to);
        return place < to && preposition > from ? preposition : to;
    }

    private static bool IsShort(SourceText text, int start, int end) =>
        Indexes.Of(start, end).Count(i => text[i].Kind == TokenKind.Word) <= LongestName
        && !Indexes.Of(start, end).Any(i => text[i].Kind == TokenKind.Digits)
        && !Any(text, start, end, "not");

    /// <summary>The parts of every sentence, split at "and" where they list.</summary>
    public static IEnumerable<(int Start, int End)> Clauses(FactScan scan)
    {
        var text = scan.Text;
        var start = 0;
        for (var i = 0; i <= text.Count; i++)
        {
            if (i < text.Count && !scan.Sentences.Divides(i))
            {
                continue;
            }

            // A remark in brackets belongs to what it stands behind.
            var (from, to) = scan.Trimmed(start, i);
            if (from < to)
            {
                yield return (from, to);
            }

            start = i + 1;
        }
    }

    public static bool Any(SourceText text, int start, int end, string meaning) =>
        Indexes.Of(start, end).Any(i => text.Is(i, meaning) > 0);
}
