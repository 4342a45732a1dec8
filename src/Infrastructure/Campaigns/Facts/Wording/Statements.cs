using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>Offers, durations, numbers of people and things, places, audiences, and what else is stated, in the owner's words.</summary>
internal static class Statements
{
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

    private static readonly string[] Lengths = ["minute", "hour", "day", "night", "week", "month", "year"];

    public static void Read(FactScan scan)
    {
        Durations(scan);
        Capacities(scan);
        Offers(scan);
        Named(scan);
        Prices(scan);
        Rest(scan);
    }

    private static void Durations(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (
                scan.IsWithin(i, "hours", "date", "phone", "address", "registration")
                || Amounts.Read(text, i, scan.Region) is not { } low
                || low.HasTail
                || IsPart(text, i)
            )
            {
                continue;
            }

            var at = low.End;
            Amount? high = null;
            if (
                (text.IsSign(at, '-', '~') || text.Is(at, "to") > 0)
                && Amounts.Read(text, at + Math.Max(1, text.Is(at, "to")), scan.Region) is { } second
            )
            {
                (high, at) = (second, second.End);
            }

            var (unit, length) = text.Of(at, "unit.");
            if (text.IsSign(at, "'") && !text[at].IsSpaced && text[i].Kind == TokenKind.Digits)
            {
                (unit, length) = ("minute", 1);
            }

            if (
                length == 0
                || !Lengths.Contains(unit, StringComparer.Ordinal)
                || unit == "year"
                || text.Is(at + length, "age") > 0
            )
            {
                continue;
            }

            var value = new JsonObject { ["amount"] = low.Text };
            if (high is not null)
            {
                value["amountTo"] = high.Value.Text;
            }

            value["unit"] = unit;
            var (start, end) = (i, text.SkipDot(at + length));
            if (Limit(text, i) is ({ } limit, var from))
            {
                value["qualifier"] = limit;
                start = from;
            }

            var (a, b) = scan.Trimmed(scan.Sentences.PartStart(start), start);
            if (a < b)
            {
                value["what"] = text.Words(a, b);
            }

            scan.Add("duration", value, start, end, takes: false);
            i = end - 1;
        }
    }

    private static void Capacities(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (
                scan.IsWithin(i, "hours", "date", "phone", "address", "registration")
                || Amounts.Read(text, i, scan.Region) is not { } low
                || scan.IsWithin(i, "price") && text.Of(low.End, "count.").Length == 0 && Limit(text, i) is null
                || low.HasTail
                || IsPart(text, i)
            )
            {
                continue;
            }

            var at = low.End;
            Amount? high = null;
            if (
                (text.IsSign(at, '-', '~') || text.Is(at, "to") > 0 || text.Is(at, "or") > 0)
                && Amounts.Read(text, at + Math.Max(1, Math.Max(text.Is(at, "to"), text.Is(at, "or"))), scan.Region)
                    is { } second
            )
            {
                (high, at) = (second, second.End);
            }

            var (unit, length) = text.Of(at, "count.");
            var limit = Limit(text, i);
            if (length == 0 && text.Of(at, "unit.") is ("m²", var square))
            {
                (unit, length) = ("m²", square);
            }

            // "25 kennels max"
            if (
                limit is null
                && text[at].Kind == TokenKind.Word
                && Math.Max(text.Is(at + 1, "max"), text.Is(at + 2, "max")) is var most
                && most > 0
                && (scan.Sentences.Divides(at + 1 + most) || scan.Sentences.Divides(at + 2 + most))
            )
            {
                limit = ("max", i);
            }

            var isPlaces = text.Before(i, "capacity").Start >= 0;
            if (
                length == 0
                && (
                    limit is null
                    || text.Of(at, "unit.").Length > 0
                    || text.Of(at, "currency.").Length > 0
                    || IsTime(scan, i)
                )
                && !isPlaces
            )
            {
                continue;
            }

            var value = new JsonObject { ["amount"] = low.Text };
            if (high is not null)
            {
                value["amountTo"] = high.Value.Text;
            }

            value["unit"] =
                length > 0 ? unit
                : text[at].Kind == TokenKind.Word && text[at].IsSpaced && !isPlaces ? text[at].Text
                : "people";
            if (limit is var (name, _))
            {
                value["qualifier"] = name;
            }

            scan.Add("capacity", value, limit?.Start ?? i, length > 0 ? text.SkipDot(at + length) : at, takes: false);
            i = at - 1;
        }
    }

    private static bool IsTime(FactScan scan, int at) => Clock.Read(scan.Text, at, scan.Region) is { IsMarked: true };

    private static bool IsPart(SourceText text, int at) =>
        at > 0
        && !text[at].IsSpaced
        && text[at - 1] is { Kind: TokenKind.Sign } sign
        && sign.Text[0] is '.' or ',' or '/' or '-' or '#' or '+';

    private static (string Name, int Start)? Limit(SourceText text, int at)
    {
        var before = text.IsSign(at - 1, ".") ? at - 1 : at;
        return text.Before(before, "max").Start is var max and >= 0 ? ("max", max)
            : text.Before(before, "min").Start is var min and >= 0 ? ("min", min)
            : text.Before(before, "price.about").Start is var about and >= 0 ? ("about", about)
            : null;
    }

    private static void Offers(FactScan scan)
    {
        var text = scan.Text;
        foreach (var (start, end) in Clauses(scan))
        {
            var percent = Percent(text, start, end);
            var half = Any(text, start, end, "offer.half");
            var isOffer =
                half
                || percent is not null
                || Any(text, start, end, "price.free")
                || Any(text, start, end, "offer")
                || Any(text, start, end, "offer.off")
                || Any(text, start, end, "deadline");
            if (
                !isOffer
                || percent is null
                    && scan.IsWithin(start, "deliverable", "instruction", "signOff", "mustNotSay", "tone")
                || Any(text, start, end, "offer.not")
                || scan.Facts.Any(one =>
                    one.Fact.Kind is "offer" or "mustNotSay" or "signOff" && one.Start < end && one.End > start
                )
            )
            {
                continue;
            }

            var value = new JsonObject { ["text"] = text.Words(start, end) };
            if (percent is null && !half && Reduction(scan, start, end) is { } reduction)
            {
                value["amount"] = reduction.Text;
                value["currency"] = scan.Region.Currency;
            }

            if (percent is not null || half)
            {
                value["percent"] = percent ?? "50";
            }

            scan.Add("offer", value, start, end, takes: false);
        }
    }

    // "减300": a sum without its currency, right behind the word.
    private static Amount? Reduction(FactScan scan, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (
                scan.Text.Is(i, "offer.off") is var length
                && length > 0
                && Amounts.Read(scan.Text, i + length, scan.Region) is { Value: > 0 } amount
                && amount.End <= end
                && (
                    amount.End == end
                    || scan.Text.Of(amount.End, "unit.").Length == 0 && !scan.Text.IsSign(amount.End, "%")
                )
            )
            {
                return amount;
            }
        }

        return null;
    }

    /// <summary>What is taken off, in per cent: "-50%", "10 % discount", "9折" is ten.</summary>
    private static string? Percent(SourceText text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i].Kind != TokenKind.Digits)
            {
                continue;
            }

            if (text.Is(i + 1, "offer.tenths") > 0)
            {
                var paid = text[i].Text;
                return paid.Length == 1 ? $"{(10 - (paid[0] - '0')) * 10}"
                    : paid.Length == 2 ? $"{100 - int.Parse(paid, System.Globalization.CultureInfo.InvariantCulture)}"
                    : null;
            }

            var isPercent = text.IsSign(i + 1, "%") || text.IsSign(i - 1, "%") && !text[i].IsSpaced;
            // Only where there is a per cent sign is the clause searched: it may be long.
            if (!isPercent)
            {
                continue;
            }

            var isOff =
                text.IsSign(i - 1, "-") && !text[i].IsSpaced
                || Any(text, start, end, "offer")
                || Any(text, start, end, "offer.off");
            if (isOff && !text.IsSign(i - 1, "+"))
            {
                return text[i].Text;
            }
        }

        return null;
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

            if (text.Is(i, "credential") is var credential and > 0 && !scan.IsWithin(i, "instruction", "mustNotSay"))
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
                || scan.IsWithin(from, "instruction", "mustNotSay", "tone", "signOff")
                || scan.Facts.Any(one =>
                    one.Start <= from && one.End >= to && one.Fact.Kind is not ("price" or "capacity" or "duration")
                )
            )
            {
                continue;
            }

            var hasNumber = Indexes.Of(from, to).Any(i => scan.Text[i].Kind == TokenKind.Digits);
            scan.AddWords(words <= 5 && !hasNumber && !Any(scan.Text, from, to, "not") ? "service" : "claim", from, to);
        }
    }

    /// <summary>The parts of every sentence, split at "and" where they list.</summary>
    private static IEnumerable<(int Start, int End)> Clauses(FactScan scan)
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

    private static bool Any(SourceText text, int start, int end, string meaning) =>
        Indexes.Of(start, end).Any(i => text.Is(i, meaning) > 0);
}
