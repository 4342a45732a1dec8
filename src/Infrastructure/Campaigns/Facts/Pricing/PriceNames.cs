using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>What a price is for.</summary>
internal static class PriceNames
{
    private const int MostBefore = 12;
    private const int MostInCell = 20;
    private const int MostBehind = 5;

    // "monthly", "per person", "fee" alone do not say what is paid for.
    public static bool Names(SourceText text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
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
            // "Firing, per kilo 3.500": what it is per is no name.
            if (known == 0 && PriceQuantities.UnitAt(text, i, first: true) is { } per)
            {
                known = per.End - i;
            }

            // "washing 8 kg 4 €, 16 kg 7,50 €"
            if (i > start && text[i - 1].Kind == TokenKind.Digits && known == 0)
            {
                known = text.Of(i, "unit.").Name is "kg" or "litre" or "m²" or "m³" or "km" or "metre"
                    ? text.Of(i, "unit.").Length
                    : 0;
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

    /// <summary>Without words before it: those behind it ("£60 call-out"), or what the price or the part before was for.</summary>
    public static (int Start, int End)? What(FactScan scan, Price price, List<Price> prices)
    {
        var text = scan.Text;
        var end = scan.Sentences.PartEnd(price.End);
        if (price.Index + 1 < prices.Count && prices[price.Index + 1] is { } next && next.Start >= price.End)
        {
            end = Math.Min(end, next.Start);
        }

        var sentence = scan.Sentences.StartOf(price.Start);
        var behind = scan.Trimmed(price.End, end);
        var isFirst =
            (price.Start - sentence <= 1 || price.Qualifier is "plus" || text.Is(price.End, "for") > 0)
            && price.WhatStart >= price.WhatEnd;
        if (
            isFirst
            && behind.Start < behind.End
            && behind.Start - price.End <= 1
            && !(
                text.Is(price.End, "for") is var aim
                && aim > 0
                && Amounts.Read(text, price.End + aim, scan.Region) is not null
            )
            && text[price.End].Kind == TokenKind.Word
            && behind.End - behind.Start < 6
        )
        {
            return behind;
        }

        // One thing at several prices: "was 80, now 60", "35 each, 3 for 90", "or 3x 169".
        if (
            Indexes
                .Of(Math.Max(0, price.Index - MostBefore), price.Index)
                .Reverse()
                .Select(index => prices[index])
                .FirstOrDefault(other => other.Start >= sentence && other.Name is not null)
                is { } before
            && (
                price.Qualifier is "was" or "now"
                || price.Unit is "item" or "instalment"
                || price.Quantity is not null
                || price.Start - before.End < 5
            )
        )
        {
            return before.Name;
        }

        for (
            var at = scan.Sentences.PartStart(price.Start) - 1;
            at > 0 && price.Start - at < 40;
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
            // "Thu 18-20 h. Fee: 90 €": what was read ends before the name, or stands behind it.
            var taken = Indexes.Of(first, at).LastOrDefault(i => scan.IsTaken(i), first - 1);
            var (start, stop) = scan.Trimmed(taken + 1, at);
            if (start >= stop)
            {
                (start, stop) = scan.Trimmed(first, Indexes.Of(first, at).FirstOrDefault(i => scan.IsTaken(i), at));
            }

            if (
                start < stop
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
                return (start, stop);
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

    /// <summary>"Fee: 90 € members / 120 € others": whom or what a price without a name of its own is for, behind it.</summary>
    public static string Behind(FactScan scan, Price price)
    {
        var text = scan.Text;
        var end = Math.Min(scan.Sentences.PartEnd(price.End), price.End + MostBehind);
        var (start, stop) = scan.Trimmed(price.End, end);
        return
            !Names(text, price.WhatStart, price.WhatEnd)
            && start - price.End < 2
            && Indexes.Of(start, stop).All(i => text[i].Kind == TokenKind.Word && !scan.IsTaken(i))
            && Names(text, start, stop)
            ? text.Words(start, stop)
            : "";
    }
}
