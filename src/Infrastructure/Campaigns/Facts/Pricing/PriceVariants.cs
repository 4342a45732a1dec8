using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>One thing at several prices: on other days, of another size, or as the remark behind each of them says.</summary>
internal static class PriceVariants
{
    private const int MostBefore = 12;
    private const int MostInRemark = 7;
    private const int MostBeforeDays = 2;

    private static readonly string[] NoSizes = ["person", "item", "room", "session", "course", "instalment", "day"];

    /// <summary>"480 Sunday to Thursday and 620 on Friday and Saturday": the days behind an amount are when it is asked, and name nothing behind them.</summary>
    public static void ReadDays(FactScan scan, List<Price> prices)
    {
        for (var i = 0; i < prices.Count; i++)
        {
            var price = prices[i];
            var before = i > 0 ? prices[i - 1] : null;
            // "14 on weekdays and 20 the weekend": beside other days a weekend is one of them, and no measure.
            if (price.Unit == "weekend" && before?.Days is not null && price.Start - before.Days.Value.End < 2)
            {
                (price.Unit, price.Days) = (null, (price.UnitStart, price.End));
            }
            else if (DaysBehind(scan, price, before) is { } days)
            {
                price.Days = days;
            }

            if (price.Days is var (_, end) && i + 1 < prices.Count)
            {
                prices[i + 1].WhatStart = Math.Max(prices[i + 1].WhatStart, Math.Min(end, prices[i + 1].WhatEnd));
            }
        }
    }

    private static (int Start, int End)? DaysBehind(FactScan scan, Price price, Price? before)
    {
        var text = scan.Text;
        // "Mon-Thu 180, Fri-Sat 240": the days stand before their amounts.
        if (before?.Days is null && Indexes.Of(price.WhatStart, price.WhatEnd).Any(i => Days.Read(text, i) is not null))
        {
            return null;
        }

        for (var at = price.End; at <= price.End + MostBeforeDays && text[at].Kind == TokenKind.Word; at++)
        {
            if (Read(at) is { } end)
            {
                return
                    !scan.AnyTaken(price.End, end)
                    && (scan.Sentences.Divides(end) || text.Is(end, "and") + text.Is(end, "or") > 0)
                    ? (price.End, end)
                    : null;
            }

            if (text[at].Text.Length > 4)
            {
                return null;
            }
        }

        return null;

        int? Read(int at)
        {
            if (Days.Read(text, at) is not { IsWeak: false, IsRest: false } days)
            {
                return null;
            }

            // "na sexta e no sábado": the preposition is said twice.
            var and = text.Is(days.End, "and");
            return
                and > 0
                && text[days.End + and] is { Kind: TokenKind.Word, Text.Length: < 4 }
                && Days.Read(text, days.End + and + 1) is { IsWeak: false } more
                ? more.End
                : days.End;
        }
    }

    /// <summary>
    /// "Boxes 2 m² 149, 5 m² 289": another size of what has its price before, which is paid as that is.
    /// The words before the size, and the price that they stand at.
    /// </summary>
    public static (int Start, int End, Price Of)? Sized(
        FactScan scan,
        Price price,
        (int Start, int End) own,
        List<Price> prices
    )
    {
        var text = scan.Text;
        var sentence = scan.Sentences.StartOf(price.Start);
        if (
            text[own.Start].Kind != TokenKind.Digits
            || Amounts.Read(text, own.Start, scan.Region) is not { } size
            || text.Of(size.End, "unit.") is not ({ Length: > 0 } unit, var length)
            || NoSizes.Contains(unit, StringComparer.Ordinal)
            || text.SkipDot(size.End + length) is var named
                && named < own.End
                && named + text.Is(named, "for") < own.End
        )
        {
            return null;
        }

        foreach (var other in Enumerable.Reverse(prices.Take(price.Index).TakeLast(MostBefore)))
        {
            if (other.Start < sentence)
            {
                return null;
            }

            var at = Indexes
                .Of(other.WhatStart, other.WhatEnd)
                .LastOrDefault(
                    i =>
                        text[i].Kind == TokenKind.Digits
                        && Amounts.Read(text, i, scan.Region) is { } one
                        && text[one.End].Text == text[size.End].Text,
                    -1
                );
            var (start, end) = scan.Trimmed(other.WhatStart, at);
            if (at < 0)
            {
                return null;
            }

            if (start < end && PriceNames.Names(text, start, end))
            {
                return (start, end, other);
            }
        }

        return null;
    }

    /// <summary>"Curry 8.50 (meat) or 7.50 (veg)": where amounts of one thing have a remark each, it says which of them it is.</summary>
    public static (int Start, int End)? Remark(FactScan scan, Price price, List<Price> prices) =>
        Bracket(scan, price) is { } remark
        && (
            price.Index + 1 < prices.Count && Continues(scan, price, prices[price.Index + 1])
            || IsAlternative(scan, price, prices)
        )
            ? remark
            : null;

    /// <summary>Whether the price is another one of what the price before it is for.</summary>
    public static bool IsAlternative(FactScan scan, Price price, List<Price> prices) =>
        price.Index > 0
        && prices[price.Index - 1] is var before
        && (
            Continues(scan, before, price)
            || before.Days is var (_, end)
                && price.Days is not null
                && Indexes.Of(end, price.Start).All(i => IsJoint(scan.Text, i))
        );

    private static bool Continues(FactScan scan, Price price, Price next) =>
        Bracket(scan, price) is var (_, close)
        && Bracket(scan, next) is not null
        && close < next.Start
        && Indexes.Of(close + 1, next.Start).All(i => IsJoint(scan.Text, i));

    private static bool IsJoint(SourceText text, int at) =>
        text.IsSign(at, ",")
        || text.IsSign(at, "/")
        || text.IsSign(at, ";")
        || text.Is(at, "or") + text.Is(at, "and") > 0;

    private static (int Start, int End)? Bracket(FactScan scan, Price price)
    {
        var text = scan.Text;
        if (!text.IsSign(price.End, "("))
        {
            return null;
        }

        var close = Indexes
            .Of(price.End + 1, price.End + MostInRemark)
            .FirstOrDefault(i => text.IsSign(i, ")") || text[i].Kind == TokenKind.Break, -1);
        return
            close > price.End + 1
            && text.IsSign(close, ")")
            && text[price.End + 1].Kind == TokenKind.Word
            && !scan.AnyTaken(price.End + 1, close)
            ? (price.End + 1, close)
            : null;
    }
}
