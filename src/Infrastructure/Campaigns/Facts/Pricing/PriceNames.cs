using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>What a price is for.</summary>
internal static class PriceNames
{
    private const int MostBefore = 12;
    private const int MostInCell = 20;
    private const int MostBehind = 7;
    private const int MostBeside = 3;
    private const int Near = 4;
    private const int MostOfOtherSentence = 6;

    // Days, months and a least count say when a price holds, and not what it is for.
    private static readonly string[] Said = ["day.", "days.", "month.", "nth.", "min", "max", "except", "unnamed"];

    // "monthly", "per person", "fee" alone do not say what is paid for.
    public static bool Names(SourceText text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            // "Deposit 100": some charges need no other name.
            if (text.Is(i, "price.charge") > 0)
            {
                return true;
            }

            var known = Math.Max(
                text.Of(i, "rate.").Length,
                Math.Max(
                    0,
                    Math.Max(
                        Math.Max(text.Is(i, "or"), text.Of(i, "pair.").Length),
                        Math.Max(text.Is(i, "for"), Math.Max(text.Of(i, "price.").Length, text.Is(i, "payment")))
                    )
                )
            );
            known = known > 0 ? known : Said.Max(list => list[^1] == '.' ? text.Of(i, list).Length : text.Is(i, list));
            // Thai says what a price is per behind the measure.
            if (known == 0 && text.Of(i, "unit.").Length is var measure and > 0)
            {
                var behind = text.Is(i + measure, "per");
                known = behind > 0 ? measure + behind : 0;
            }

            // "Firing, per kilo 3.500": what it is per is no name.
            if (known == 0 && PriceQuantities.UnitAt(text, i, first: true) is { } per)
            {
                known = per.End - i;
            }

            // "washing 8 kg 4 €, 16 kg 7,50 €"
            if (i > start && text[i - 1].Kind == TokenKind.Digits && known == 0)
            {
                known = text.Of(i, "unit.").Name is "session" or "item" or "course" ? 0 : text.Of(i, "unit.").Length;
            }

            // "四堂"
            if (
                known == 0
                && i == start
                && HanNumbers.Read(text[i].Text) is not null
                && text.Of(i + 1, "unit.") is ("session", var lessons)
            )
            {
                known = 1 + lessons;
            }

            // "day 110 €"
            if (
                known == 0
                && text.Of(i, "unit.")
                    is ("hour" or "day" or "night" or "stay" or "week" or "weekend" or "month" or "year", var time)
            )
            {
                known = time;
            }

            // "in euros 48"
            known = known == 0 ? Math.Max(text.Of(i, "currency.").Length, text.Is(i, "clause")) : known;
            // "茶 38元": where words have no spaces, one sign is one.
            if (
                known == 0
                && text[i].Kind == TokenKind.Word
                && (text[i].Text.Length > 1 || Scripts.HasNoSpaces(text[i].Text[0]))
            )
            {
                return true;
            }

            i += Math.Max(0, known - 1);
        }

        return false;
    }

    /// <summary>
    /// Words behind an amount that nothing before it names: "£60 call-out", "$525 Fri/Sat, $150 cleaning", "90 € members / 120 € others". They are
    /// the amount's own where it begins its part, and the next price has its own.
    /// </summary>
    public static (int Start, int End)? Behind(FactScan scan, Price price, List<Price> prices, bool isNamed)
    {
        var text = scan.Text;
        var stop = scan.Sentences.PartEnd(price.End);
        stop = isNamed ? stop : Math.Min(stop, price.End + MostBehind);
        if (price.Index + 1 < prices.Count && prices[price.Index + 1].Start is var next && next < stop)
        {
            if (isNamed || price.Start - scan.Sentences.StartOf(price.Start) > 1)
            {
                return null;
            }

            stop = next;
        }

        var (start, end) = scan.Trimmed(price.End, stop);
        // "£18 before 5pm", "£9 each if two go": when the amount holds.
        var isCondition = text.Is(start, "condition") > 0;
        return
            start < end
            && (!isNamed || end - start <= MostBeside)
            && start - price.End < 2
            && text[start].Kind == TokenKind.Word
            && (isCondition || text.Is(start, "clause") == 0)
            && !scan.AnyTaken(start, end)
            // "R$ 30 child from 5 to 10"
            && (
                isCondition
                || Indexes.Of(start, end).All(i => text[i] is not { Kind: TokenKind.Digits, Text.Length: > 2 })
            )
            && Indexes.Of(start, end).Any(i => text[i].Text.Length > 1 || Scripts.HasNoSpaces(text[i].Text[0]))
            ? (start, end)
            : null;
    }

    /// <summary>"plus the £92 registration fee", "a £6 pudding": the amount stands before its noun like any other quality of it.</summary>
    public static (int Start, int End)? Headed(FactScan scan, Price price, List<Price> prices)
    {
        var text = scan.Text;
        if (
            text.Before(price.Money.Start, "article").Start < 0
            || price.Unit is not null
            || price.Qualifier is not (null or "exact")
        )
        {
            return null;
        }

        var stop = Math.Min(scan.Sentences.PartEnd(price.End), price.End + MostBehind);
        stop = price.Index + 1 < prices.Count ? Math.Min(stop, prices[price.Index + 1].Start) : stop;
        stop = Indexes
            .Of(price.End, stop)
            .FirstOrDefault(
                i => text.Is(i, "and") + text.Is(i, "or") + text.Is(i, "clause") + text.Is(i, "common") > 0,
                stop
            );
        return stop > price.End && !scan.AnyTaken(price.End, stop) && Names(text, price.End, stop)
            ? (price.End, stop)
            : null;
    }

    /// <summary>What a price without a name of its own is for: what the price or the part before was for.</summary>
    public static (int Start, int End)? Subject(
        FactScan scan,
        Price price,
        List<Price> prices,
        (int Start, int End)? behind
    )
    {
        var text = scan.Text;
        var sentence = scan.Sentences.StartOf(price.Start);
        // "£60 call-out": the sentence begins with its amount, and names what that is for.
        var isNamed = behind is var (from, to) && Names(text, from, to);
        if (isNamed && price.Start - sentence <= 1)
        {
            return null;
        }

        // One thing at several prices: "was 80, now 60", "35 each, 3 for 90", "or 3x 169".
        if (
            Indexes
                .Of(Math.Max(0, price.Index - MostBefore), price.Index)
                .Reverse()
                .Select(index => prices[index])
                .FirstOrDefault(other =>
                    other.Name is not null
                    && (other.Start >= sentence || price.Start - other.End < Near && price.WhatStart < price.WhatEnd)
                )
                is { } before
            && !(isNamed && before.IsNamedBehind)
            && (
                price.Qualifier is "was" or "now"
                || price.Unit is "item" or "instalment"
                || price.Quantity is not null
                || price.Start - before.End < 5
                || text.IsSign(before.End, "(")
                    && Indexes.Of(before.End, price.Start).FirstOrDefault(i => text.IsSign(i, ")"), -1) is var close
                    && close > 0
                    && price.Start - close < 3
            )
        )
        {
            return before.Name;
        }

        for (
            var at = scan.Sentences.PartStart(price.Start) - 1;
            at >= 0 && price.Start - at < 40;
            at = scan.Sentences.PartStart(at) - 1
        )
        {
            // A remark in brackets, "62 m2", "2 bedrooms" and what is no name are passed by.
            while (text.IsSign(at, ")") && at > 0)
            {
                do
                {
                    at--;
                } while (at > 0 && !text.IsSign(at, "("));
            }

            var first = scan.Sentences.PartStart(at);
            // A space between Thai words divides, and is no token.
            var behindLast = scan.Sentences.Divides(at) ? at : at + 1;
            // "Thu 18-20 h. Fee: 90 €": what was read ends before the name, or stands behind it.
            var taken = Indexes.Of(first, behindLast).LastOrDefault(i => scan.IsTaken(i), first - 1);
            var (start, stop) = scan.Trimmed(taken + 1, behindLast);
            if (start >= stop)
            {
                (start, stop) = scan.Trimmed(
                    first,
                    Indexes.Of(first, behindLast).FirstOrDefault(i => scan.IsTaken(i), behindLast)
                );
            }

            if (
                start < stop
                // "Groups of six at most. Monthly fee 48": of the sentence before only a short one that names something.
                && (
                    at >= sentence
                    || stop - start <= MostOfOtherSentence
                        && (first == scan.Sentences.StartOf(first) || text.IsSign(first - 1, ";"))
                        && !Prices.Has(text, start, stop, "max")
                )
                && !scan.IsWithin(start, "deliverable", "mustNotSay", "signOff")
                && text[start].Kind == TokenKind.Word
                && !Indexes
                    .Of(start, stop)
                    .All(i =>
                        text[i].Kind != TokenKind.Word
                        || text.Is(i, "date.cue") > 0
                        || text.Is(i, "open") > 0
                        || text.Is(i, "or") > 0
                        || text.Is(i, "filler") > 0
                    )
            )
            {
                // "An eye test is free with a frame, otherwise 35"
                var free = Indexes.Of(start + 1, stop).FirstOrDefault(i => text.Is(i, "price.free") > 0, stop);
                return (start, free);
            }
        }

        return null;
    }

    public static int PartStart(FactScan scan, int at)
    {
        var text = scan.Text;
        if (text.IsSign(at - 1, "\t"))
        {
            return Math.Max(
                scan.Sentences.StartOf(at),
                Indexes
                    .Of(Math.Max(0, at - MostInCell), at - 1)
                    .LastOrDefault(i => text[i].Kind == TokenKind.Break || text.IsSign(i, "\t"), -1) + 1
            );
        }

        if (!text.IsSign(at - 1, ")"))
        {
            return scan.Sentences.PartStart(at);
        }

        var open = at - 1;
        while (open > 0 && at - open < MostBefore && !text.IsSign(open, "(") && text[open].Kind != TokenKind.Break)
        {
            open--;
        }

        return text.IsSign(open, "(") && open > 0 ? scan.Sentences.PartStart(open) : scan.Sentences.PartStart(at);
    }
}
