using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>Lengths of time, and numbers of people and things.</summary>
internal static class Quantities
{
    public static void Durations(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (
                scan.IsWithin(i, "hours", "date", "phone", "address", "registration")
                || Amounts.Read(text, i, scan.Region) is not { } low
                || low.HasTail
                || IsPart(text, i)
                // "last start 8.45pm"
                || Clock.Read(text, i, scan.Region) is { Half: not null }
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

            // "1h30", "2 hours and a half"
            var more = Rest(text, at + length, unit);
            if (
                length == 0
                || !Lengths.Contains(unit, StringComparer.Ordinal)
                || unit == "year"
                || text.Is(at + length, "age") > 0
            )
            {
                continue;
            }

            low = low with { Value = low.Value + more.Value, IsScaled = low.IsScaled || more.Value > 0 };
            length += more.Length;
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

    private static (decimal Value, int Length) Rest(SourceText text, int at, string unit)
    {
        if (text.Is(at, "duration.half") is var half and > 0)
        {
            return (0.5m, half);
        }

        return
            unit == "hour"
            && text[at] is { Kind: TokenKind.Digits, Text.Length: 2, IsSpaced: false } minutes
            && int.Parse(minutes.Text, CultureInfo.InvariantCulture) is var number and < 60
            ? (Math.Round(number / 60m, 2), 1 + (text.Of(at + 1, "unit.") is ("minute", var word) ? word : 0))
            : (0, 0);
    }

    public static void Capacities(FactScan scan)
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
            // "sleeps 2+2 kids"
            if (
                text.IsSign(at, "+")
                && !text[at].IsSpaced
                && !text[at + 1].IsSpaced
                && Amounts.Read(text, at + 1, scan.Region) is { } more
            )
            {
                (low, at) = (low with { Value = low.Value + more.Value }, more.End);
            }

            if (
                (text.IsSign(at, '-', '~') || text.Is(at, "to") > 0 || text.Is(at, "or") > 0)
                && Amounts.Read(text, at + Math.Max(1, Math.Max(text.Is(at, "to"), text.Is(at, "or"))), scan.Region)
                    is { } second
            )
            {
                (high, at) = (second, second.End);
            }

            // Romanian counts "40 de locuri"; "32-seat" is one word.
            var counted = at + (text.IsSign(at, "-") && !text[at].IsSpaced ? 1 : text.Is(at, "of"));
            at = text.Of(counted, "count.").Length > 0 ? counted : at;
            var (unit, length) = text.Of(at, "count.");
            var limit = Limit(text, i);
            if (length == 0 && text.Of(at, "unit.") is ("m²" or "ft²", _) size)
            {
                (unit, length) = size;
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

            var isPlaces = text.Before(i, "capacity").Start >= 0 || IsLabelled(scan, i);
            if (
                length == 0
                && (
                    limit is null
                    || text.Of(at, "unit.").Name is not ("" or "item" or "person" or "room" or "session")
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

    // "kapacita sálu 180"
    private static bool IsLabelled(FactScan scan, int at)
    {
        var start = scan.Sentences.PartStart(at);
        return scan.Text.Is(start, "capacity") > 0
            && at - start <= MostInLabel
            && scan.Sentences.Divides(at + 1)
            && Indexes.Of(start, at).All(i => scan.Text[i].Kind == TokenKind.Word);
    }

    private static bool IsTime(FactScan scan, int at) => Clock.Read(scan.Text, at, scan.Region) is { IsMarked: true };

    private static bool IsPart(SourceText text, int at) =>
        text.IsInColour(at)
        || at > 0
            && !text[at].IsSpaced
            // Hebrew joins "for" to a number with a hyphen: "ל-60".
            && !(
                text.IsSign(at - 1, "-")
                && text[at - 2] is { Kind: TokenKind.Word, Text.Length: 1 }
                && !text[at - 1].IsSpaced
            )
            && text[at - 1] is { Kind: TokenKind.Sign } sign
            && sign.Text[0] is '.' or ',' or '/' or '-' or '#' or '+';

    private static (string Name, int Start)? Limit(SourceText text, int at)
    {
        var before = text.IsSign(at - 1, ".") ? at - 1 : at;
        // "minimum order 25"
        before =
            text[before - 1].Kind == TokenKind.Word
            && text.Before(before, "max").Start < 0
            && text.Before(before, "min").Start < 0
            && (text.All(before - 1).Count == 0 || text.Of(before - 1, "count.").Length > 0)
            && (text.Before(before - 1, "max").Start >= 0 || text.Before(before - 1, "min").Start >= 0)
                ? before - 1
                : before;
        return text.Before(before, "max").Start is var max and >= 0 ? ("max", max)
            : text.Before(before, "min").Start is var min and >= 0 ? ("min", min)
            : text.Before(before, "price.about").Start is var about and >= 0 ? ("about", about)
            : null;
    }

    private const int MostInLabel = 3;

    private static readonly string[] Lengths = ["minute", "hour", "day", "night", "week", "month", "year"];
}
