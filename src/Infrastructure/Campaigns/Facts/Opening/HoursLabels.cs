using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>What opening times are of, by the words before them: "Kitchen", "Rehearsals".</summary>
internal static class HoursLabels
{
    private const int LongestLabel = 8;
    private const int MostSkipped = 3;

    public static bool IsAt(SourceText text, int at) => text.Is(at, "hours.of") > 0;

    /// <summary>Where the words before them end: before a number or a date that stands between, "Emergencies 0171 392005 round the clock".</summary>
    public static int Anchor(FactScan scan, int start)
    {
        for (var skipped = 0; skipped < MostSkipped; skipped++)
        {
            var end = start - (scan.Text.IsSign(start - 1, ',', '(') || scan.Text.Is(start - 1, "filler") == 1 ? 1 : 0);
            var fact = scan.Facts.FirstOrDefault(one =>
                one.Fact.Kind is "phone" or "date" && (one.End == end || one.End == start)
            );
            if (fact.Fact is null)
            {
                return start;
            }

            start =
                fact.Fact.Kind == "date"
                    ? fact.Start
                    : Indexes
                        .Of(fact.Start, fact.End)
                        .First(i => i == fact.End - 1 || scan.Text[i].Kind != TokenKind.Word);
        }

        return start;
    }

    /// <summary>What stands before the times in their part of the sentence: "Kitchen", "Rehearsals".</summary>
    public static string Before(FactScan scan, int start)
    {
        var text = scan.Text;
        var part = scan.Sentences.PartStart(start);
        if (part == start && start > 1 && !scan.Sentences.EndsAt(start - 1) && !scan.IsTaken(start - 2))
        {
            part = scan.Sentences.PartStart(start - 1);
            // "Studio A (Bath): Mon 9-11", "Babies (6 to 36 months) Sat 10-12"
            var close = text.IsSign(start - 1, ":") ? start - 2 : start - 1;
            if (text.IsSign(close, ")"))
            {
                var open = Indexes.Of(start - LongestLabel, close).FirstOrDefault(i => text.IsSign(i, "("), start);
                part = open < start ? scan.Sentences.PartStart(open) : part;
            }
        }

        var (from, to) = scan.Trimmed(Math.Max(part, start - LongestLabel), start);
        // "Christmas concert of the choir in St James's church in Utrecht on 19 December": whose it is, and not where.
        if (part < start - LongestLabel && !Indexes.Of(part, start).Any(scan.IsTaken))
        {
            to = Indexes.Of(part + 1, start).FirstOrDefault(i => text.Is(i, "place.in") > 0, start);
            (from, to) = to - part <= LongestLabel ? scan.Trimmed(part, to) : (start, start);
        }

        while (from < to && IsEmpty(to - 1))
        {
            to--;
        }

        // "Tasting €38pp, last Friday", "18 wks June–Oct. Pick-up": what ends an amount or another statement is no label.
        for (var i = from; i < to; i++)
        {
            i = AgeEnd(i);
            if (
                scan.IsTaken(i) && (text[i].Kind != TokenKind.Word || scan.IsWithin(i, "email", "link", "social"))
                || text[i].Kind == TokenKind.Digits
                    && (
                        text[i].Text.Length > 1
                        || text.Of(i - 1, "currency.").Length + text.Of(i + 1, "currency.").Length > 0
                        || text.Of(i + 1, "unit.").Length + text.Of(i + 1, "each.").Length > 0
                    )
                || text.IsSign(i, ".") && text[i + 1].IsSpaced && text[i + 1].IsCapital
            )
            {
                from = i + 1;
                from += text.IsSign(from, "/") ? 1 : 0;
                from += Math.Max(text.Of(from, "unit.").Length, text.Of(from, "each.").Length);
            }
        }

        from = Math.Min(from, to);
        while (
            from < to
            && (
                text.Is(from, "article") is var article and > 0
                || (article = Opens(from)) > 0
                || (article = Math.Max(text.Is(from, "or"), text.Is(from, "to"))) > 0
            )
        )
        {
            from += article;
        }

        return text.Words(
            from,
            to + (text.IsSign(to, ")") && Indexes.Of(from, to).Any(i => text.IsSign(i, "(")) ? 1 : 0)
        );

        // "children from 4 to 12 years": how old they are is whose times these are.
        int AgeEnd(int at)
        {
            if (Amounts.Read(text, at, scan.Region) is not { } age)
            {
                return at;
            }

            var between = text.IsSign(age.End, "-") ? 1 : text.Is(age.End, "to");
            var end =
                between > 0 && Amounts.Read(text, age.End + between, scan.Region) is { } oldest ? oldest.End : age.End;
            return text.Of(end, "unit.") is ("year" or "month", var length) && end + length <= start
                ? end + length - 1
                : at;
        }

        int Opens(int at) => text.Is(at, "open") is var open && open > 0 && !IsAt(text, at) ? open : 0;

        bool IsEmpty(int at) =>
            text[at].Kind is TokenKind.Sign or TokenKind.Digits
            || IsAt(text, at) is false
                && (
                    text.Before(at + 1, "open") is var open && open.Start == at && !IsAt(text, at)
                    || text.Is(at, "filler") == 1
                    || text.Is(at, "article") == 1
                );
    }

    /// <summary>What those times are of, or where: by the words before them, and between their days and times.</summary>
    public static void Name(FactScan scan, JsonObject value, List<HoursPart> parts)
    {
        var (text, start, end) = (scan.Text, parts[0].Start, parts[^1].End);
        // "12 Hop Yard, Leeds LS1 9ZZ (Mon–Thurs 7–7)"
        if (
            text.IsSign(start - 1, "(")
            && scan.Facts.FirstOrDefault(one =>
                one.Fact.Kind == "address" && one.End is var stop && stop >= start - 2 && stop < start
            )
                is { Fact: { } address }
        )
        {
            value["place"] = (address.Value["locality"] ?? address.Value["street"])?.ToString() ?? address.Quote;
            return;
        }

        var anchor = Anchor(scan, start);
        // "Tuesday to Thursday lunch 11-2"
        var first = parts.FirstOrDefault(part => part.Kind == PartKind.Times)?.End ?? end;
        var within = Indexes
            .Of(start, first)
            .Where(i => IsAt(text, i))
            .Take(1)
            .Select(i => text.Words(i, i + text.Is(i, "hours.of")));
        var words = parts
            .Where(part =>
                part.Kind == PartKind.Words && part.Start < first || part.Kind == PartKind.Break && part.Start == start
            )
            .Select(part => text.Words(part.Start, part.End));
        var label = Before(scan, anchor);
        var topic = "";
        if (anchor < start && !text.IsSign(start - 1, "("))
        {
            // "Pottery course, six evenings from 14 October every Wednesday at 8.30": what the sentence begins with.
            var begin = scan.Sentences.StartOf(anchor);
            var last = Math.Min(anchor, Math.Min(begin + LongestLabel, scan.Sentences.PartEnd(begin)));
            var (from, to) = scan.Trimmed(begin, last);
            topic = from < to ? text.Words(from, to) : "";
        }

        var isPlace = label.Length > 0 && IsPlace(scan, label, start);
        if (isPlace)
        {
            value["place"] = label;
        }

        var names = new[] { topic, isPlace ? "" : label }
            .Concat(words)
            .Concat(within)
            .Where(one => one.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        if (string.Join(", ", names) is { Length: > 0 } what)
        {
            value["what"] = what;
        }
    }

    // "Hove Mon-Sat 9-6": the name of a place that an address stands in.
    private static bool IsPlace(FactScan scan, string label, int start) =>
        // "Studio A (Bath): Mon 9-11"
        label.Contains(' ', StringComparison.Ordinal)
            && Indexes
                .Of(Math.Max(0, start - LongestLabel), start)
                .Any(i =>
                    scan.Text.Is(i, "place.noun") > 0
                    && scan.Text[i + 1] is { Kind: TokenKind.Word or TokenKind.Digits } next
                    && (next.IsCapital || next.Kind == TokenKind.Digits)
                    && label.StartsWith(scan.Text.Words(i, i + 2), StringComparison.Ordinal)
                )
        || scan.Facts.Any(one =>
            one.Fact.Kind == "address"
            && (
                string.Equals(one.Fact.Value["locality"]?.ToString(), label, StringComparison.OrdinalIgnoreCase)
                || string.Equals(one.Fact.Value["role"]?.ToString(), label, StringComparison.OrdinalIgnoreCase)
            )
        );
}
