using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>Prices: an amount with what it buys, per what, how many, and whether it is from, until, was, now, about, on top or free.</summary>
internal static class Prices
{
    private const int MostAbove = 5;

    private static readonly string[] Qualifiers = ["from", "until", "about", "was", "now", "plus", "early"];

    public static void Read(FactScan scan)
    {
        var text = scan.Text;
        List<Price> prices = [];
        for (var i = 0; i < text.Count; i++)
        {
            if (
                !scan.IsTaken(i)
                && Money.Read(text, i, scan.Region) is { Currency: { } currency } money
                && !scan.AnyTaken(i, money.End)
            )
            {
                Take(money, currency, bare: false);
                i = Math.Max(i, money.End - 1);
            }
        }

        // A list of prices rarely repeats its currency: "petite 3,20, grande 4,-"; each is known by its neighbours, so twice and both ways.
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < text.Count; i++)
            {
                if (
                    !scan.IsTaken(i)
                    && scan.Region.Currency is { } own
                    && BarePrices.Bare(scan, i, prices) is { } money
                )
                {
                    Take(money, NearPrices.Neighbour(prices, i)?.Currency ?? own, bare: true);
                    i = Math.Max(i, money.End - 1);
                }
            }
        }

        prices.Sort((one, other) => one.Money.Start.CompareTo(other.Money.Start));
        for (var i = 0; i < prices.Count; i++)
        {
            prices[i].Index = i;
            // A bare price that was found later ends what the one behind it is named by.
            if (i > 0 && prices[i - 1].End <= prices[i].Start)
            {
                prices[i].WhatStart = Math.Max(prices[i].WhatStart, prices[i - 1].End);
            }
        }

        PriceVariants.ReadDays(scan, prices);
        OldPrices.Pair(scan, prices);
        foreach (var price in prices.Where(price => price.Qualifier == "early"))
        {
            var isPaired = Indexes
                .Of(Math.Max(0, price.Index - 1), Math.Min(prices.Count, price.Index + 2))
                .Any(index => prices[index].Qualifier == "was");
            price.Set(isPaired ? "now" : "exact");
        }

        foreach (var price in prices)
        {
            PriceFacts.Add(scan, price, prices);
        }

        void Take(Money money, string currency, bool bare)
        {
            if (Describe(scan, money, currency, prices) is { } price && (!bare || price.Kind == "price"))
            {
                scan.Take(money.Start, price.End);
                prices.Insert(NearPrices.IndexOf(prices, price.Start), price);
            }
        }
    }

    private static Price? Describe(FactScan scan, Money money, string currency, List<Price> others)
    {
        var text = scan.Text;
        var price = new Price(money, currency);
        var start = PriceNames.PartStart(scan, money.Start);
        foreach (
            var other in NearPrices
                .Around(others, money.Start)
                .Where(other => other.End <= money.Start && other.End > start)
        )
        {
            start = other.End;
        }

        price.Start = money.Start;
        price.End = money.End;
        Before(scan, price, start);
        After(scan, price);
        price.WhatStart = start;
        price.WhatEnd = price.Start;
        // "Dogs welcome (+15)"
        if (price.Qualifier == "plus" && text.IsSign(price.Start - 1, "(") && start >= price.Start)
        {
            (price.WhatStart, price.WhatEnd) = (scan.Sentences.PartStart(price.Start - 1), price.Start - 1);
        }

        PriceQuantities.Quantity(scan, price);
        // What is said of the amount stands beside it: behind the next number it is said of that.
        var stop = Math.Min(scan.Sentences.PartEnd(price.End), price.End + 5);
        var part = (
            Start: start,
            End: Indexes.Of(price.End, stop).FirstOrDefault(i => text[i].Kind == TokenKind.Digits, stop)
        );
        if (
            Has(text, part.Start, part.End, "money.not")
            || Has(text, Math.Max(0, scan.Sentences.PartStart(money.Start)), part.End, "money.not")
            || Has(text, Math.Max(0, Labelled(scan, money.Start)), part.End, "money.goal")
        )
        {
            price.Kind = "claim";
        }
        else if (
            Has(text, part.Start, part.End, "offer.off")
            // "students -20 kr", "÷20 kr"
            || text.IsSign(money.Start - 1, '-', '\u00F7')
                && text[money.Start - 1].IsSpaced
                && !text[money.Start].IsSpaced
                && text[money.Start - 2].Kind == TokenKind.Word
            // "gratis desde 30 €"; in "25 lei, free above 400" only the second is a threshold.
            || text.IsSign(money.Start - 1, '>', '\u2265') && Has(text, part.Start, part.End, "price.free")
            // "a gift above R$ 120": a threshold is nothing that is paid.
            || text.Before(money.Start, "offer.above").Start is var above and >= 0 && text.Is(above, "price.from") == 0
            || Has(text, Math.Max(part.Start, money.Start - MostAbove), money.End + 1, "offer.above")
                && Has(text, part.Start, part.End, "price.free")
        )
        {
            price.Kind = "offer";
        }

        return price;
    }

    // "Goal: 2,5 mln": what stands before a colon is said of the amount behind it.
    private static int Labelled(FactScan scan, int at)
    {
        var start = scan.Sentences.PartStart(at);
        return scan.Text.IsSign(start - 1, ":") ? scan.Sentences.PartStart(start - 1) : start;
    }

    /// <summary>Reads backwards: qualifiers, a plus, a dash or colon between the name and the amount.</summary>
    private static void Before(FactScan scan, Price price, int limit)
    {
        var text = scan.Text;
        var at = price.Start;
        while (at > limit)
        {
            var (name, from) = text.Before(at, "price.");
            if (from >= limit && Qualifiers.Contains(name, StringComparer.Ordinal))
            {
                price.Qualify(name);
                at = from;
            }
            else if (
                text.Before(text.IsSign(at - 1, ".") ? at - 1 : at, "price.")
                    is ({ Length: > 0 } dotted, var dottedFrom)
                && dottedFrom >= limit
                && Qualifiers.Contains(dotted, StringComparer.Ordinal)
            )
            {
                price.Qualify(dotted);
                at = dottedFrom;
            }
            else if (text.IsSign(at - 1, "+") && !IsOrMore(text, at - 1))
            {
                price.Qualify("plus");
                at--;
            }
            // "Antes costaba $700"
            else if (
                text.Before(at, "trailing").Start is var verb
                && verb > limit
                && text.Before(verb, "price.").Name is "was" or "now"
            )
            {
                at = verb;
            }
            // "보정본 추가 장당 1만원": what it is per stands between.
            else if (
                text.Before(at, "each.") is ({ Length: > 0 } each, var eachStart)
                && eachStart > limit
                && text.Before(eachStart, "price.plus").Start > limit
            )
            {
                price.Unit ??= each;
                at = eachStart;
            }
            else if (
                price.Money.High is not null
                && text.Before(at, "between").Start is var between
                && between >= limit
            )
            {
                at = between;
            }
            else if (text.IsSign(at - 1, "~") && text[at - 1].IsSpaced)
            {
                price.Qualify("about");
                at--;
            }
            // Hebrew joins "for" to a number with a hyphen: "ב-1,950".
            else if (
                at - 2 >= limit
                && text.IsSign(at - 1, "-")
                && !text[at - 1].IsSpaced
                && !text[at].IsSpaced
                && text[at - 2] is { Kind: TokenKind.Word, Text: [>= '\u05D0' and <= '\u05EA'] }
            )
            {
                price.Qualify(text.Is(at - 2, "price.from") > 0 ? "from" : price.Qualifier);
                at -= 2;
            }
            else if (
                text[at - 1].Kind == TokenKind.Sign
                && text[at - 1].Text[0] is '-' or '\t' or '=' or ':' or '@' or '.'
                && price.Qualifier == "exact"
            )
            {
                at--;
            }
            else
            {
                break;
            }
        }

        price.Start = at;
    }

    private static void After(FactScan scan, Price price)
    {
        var text = scan.Text;
        var at = price.End;
        while (true)
        {
            var joined =
                text[at] is { Kind: TokenKind.Sign } sign
                && sign.Text[0] is '\'' or '-' or '('
                && text[at + 1].Kind == TokenKind.Word
                    ? at + 1
                    : at;
            var (tax, taxLength) = text.Of(joined, "tax.");
            var (qualifier, qualifierLength) = text.Of(joined, "after.");
            if (taxLength > 0)
            {
                price.Tax = tax;
                at = PriceQuantities.Closed(text, joined, text.SkipDot(joined + taxLength));
            }
            // "$299/mo up to 100 transactions" is no "$299 and up".
            else if (
                qualifierLength > 0
                && text.Is(joined, "price.until") <= qualifierLength
                // "$180 now $99": said of the next.
                && !(
                    qualifier == "now"
                    && Money.Read(text, joined + qualifierLength, scan.Region) is { Currency: not null } then
                    && then.Low.Value < price.Money.Low.Value
                )
                // "48 a night (min. 3 nights)", "$95 p/p min. 30"
                && !(
                    (qualifier == "from" || text.IsSign(joined - 1, "("))
                    && text[text.SkipDot(joined + qualifierLength)].Kind is TokenKind.Digits
                )
                // "1,950 instead of 2,300": what was stands behind the word; Turkish "9.000 yerine 7.500" says the old one first.
                && !(
                    qualifier == "was"
                    && Money.Read(text, joined + qualifierLength, scan.Region) is { } next
                    && next.Low.Value > price.Money.Low.Value
                )
            )
            {
                price.Qualify(qualifier);
                at = text.SkipDot(joined + qualifierLength);
            }
            // "$100 min": behind money it counts no minutes.
            else if (
                text.Is(joined, "min") is var least
                && least > 0
                && Money.Read(text, text.SkipDot(joined + least), scan.Region) is null
            )
            {
                price.Qualify("from");
                at = PriceQuantities.Closed(text, joined, text.SkipDot(joined + least));
            }
            else if (text.IsSign(at, '~', '~') && price.Money.High is null)
            {
                price.Qualify("from");
                at++;
            }
            else if (PriceQuantities.UnitAt(text, at, price.Unit is null) is { } unit)
            {
                // What it is per is whole, or left out: "/month/locker" is not per month.
                price.Unit =
                    unit.Name.Length == 0 || price.Unit is null && price.UnitStart > 0 ? null
                    : price.Unit is null ? unit.Name
                    : $"{price.Unit} and {unit.Name}";
                price.UnitStart = price.UnitStart > 0 ? price.UnitStart : at;
                at = unit.End;
            }
            else
            {
                break;
            }
        }

        at = PriceQuantities.Behind(scan, price, at);
        price.End = at;
        if (text.IsSign(price.Start - 1, "+") && !IsOrMore(text, price.Start - 1))
        {
            price.Qualify("plus");
        }
    }

    // "groups of 8+ £18"
    private static bool IsOrMore(SourceText text, int plus) =>
        text[plus] is { IsSpaced: false } && text[plus - 1].Kind == TokenKind.Digits && text[plus + 1].IsSpaced;

    public static bool Has(SourceText text, int start, int end, string family) =>
        Indexes
            .Of(start, end)
            .Any(i =>
                (family[^1] == '.' ? text.Of(i, family).Length > 0 : text.Is(i, family) > 0)
                // "once-off" is no "off".
                && !(text.IsSign(i - 1, "-") && !text[i].IsSpaced && !text[i - 1].IsSpaced)
                && !(family == "offer.off" && text.IsSign(i + 1, "-") && !text[i + 1].IsSpaced && !text[i + 2].IsSpaced)
            );
}
