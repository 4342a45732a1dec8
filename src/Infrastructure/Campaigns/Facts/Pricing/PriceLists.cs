using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>"cut 45 | beard 35 | both 70": names with a number each, one after the other, are a list of prices.</summary>
internal static class PriceLists
{
    private const int Least = 3;
    private const int MostWords = 7;
    private const int Farthest = 40;
    private const int Nearest = 14;
    private const int MostTimes = 20;
    private const int MostBehind = 3;
    private const int MostTimesBehind = 5;

    private static readonly string[] NoNames =
    [
        "day.",
        "month.",
        "unit.",
        "count.",
        "holiday.",
        "hour.",
        "daytime.",
        "age",
        "capacity",
        "min",
        "max",
        "phone",
        "registration",
        "street.before",
        "street",
        "address.unit",
        "address.pobox",
        "street.number",
        "word.page",
        "word.email",
    ];

    public static bool Holds(FactScan scan, int at)
    {
        var (start, end) = (scan.Sentences.PartStart(at), scan.Sentences.PartEnd(at));
        if (!IsItem(scan, start, end))
        {
            return false;
        }

        var many = 1;
        for (var (first, i) = (start, 0); i < Least && first > 0; i++)
        {
            var last = first - 1;
            first = scan.Sentences.PartStart(last);
            if (first == last)
            {
                continue;
            }

            if (!IsItem(scan, first, last))
            {
                break;
            }

            many++;
        }

        for (var (last, i) = (end, 0); i < Least && last < scan.Text.Count; i++)
        {
            var first = last + 1;
            last = scan.Sentences.PartEnd(first);
            if (first == last)
            {
                continue;
            }

            if (!IsItem(scan, first, last))
            {
                break;
            }

            many++;
        }

        return many >= Least;
    }

    /// <summary>"Beard 10. Colour from 30": a name and a number that ends its part, among several prices of its size.</summary>
    public static bool Continues(FactScan scan, List<Price> prices, int at, decimal value) =>
        scan.Sentences.PartStart(at) is var start
        && IsItem(scan, start, scan.Sentences.PartEnd(at))
        && PriceNames.Names(scan.Text, start, at)
        && !scan.Text.IsSign(at - 1, ".")
        && NearPrices
            .Around(prices, at)
            .Where(price =>
                price.Kind == "price"
                && Math.Abs(price.Start - at) < Farthest
                && value * MostTimes >= price.Money.Low.Value
                && price.Money.Low.Value * MostTimes >= value
            )
            .ToList()
            is { Count: > 1 } near
        && near.Exists(price =>
            // A price behind it counts in its own sentence: before the first price of a list stands an address too.
            price.End <= start
                ? at - price.Start < Nearest
                    && Indexes.Of(price.End, start).All(i => scan.Text[i].Kind != TokenKind.Digits)
                : price.Start - at < Nearest && Indexes.Of(at, price.Start).All(i => !scan.Sentences.EndsAt(i))
        );

    /// <summary>Whether the number begins its part, a few words end that, and the price before it has its words behind it too.</summary>
    public static bool IsNamedBehind(FactScan scan, List<Price> prices, int at, Money money)
    {
        var text = scan.Text;
        var (start, end) = (scan.Sentences.PartStart(at), scan.Sentences.PartEnd(at));
        return start == at
            && end - money.End is > 0 and <= MostBehind
            && start > 0
            && NearPrices.LastBefore(prices, at) is { Kind: "price" } before
            && at - before.End is > 1 and <= MostBehind + 1
            && before.Money.Low.Value * MostTimesBehind >= money.Low.Value
            && money.Low.Value * MostTimesBehind >= before.Money.Low.Value
            && IsAllNames(before.End, start - 1)
            && IsAllNames(money.End, end);

        // Words, or days: "R$ 280 seg-qui, 380 sex-dom".
        bool IsAllNames(int from, int to) =>
            Times.Days.Read(text, from) is { IsWeak: false } days && days.End == to
            || Indexes
                .Of(from, to)
                .All(i =>
                    text[i].Kind == TokenKind.Word
                    && text.Of(i, "unit.").Length + text.Of(i, "count.").Length + text.Is(i, "clause") == 0
                    && text.Of(i, "month.").Length + text.Of(i, "day.").Length + text.Is(i, "age") == 0
                );
    }

    // Words, then a number that ends it, and nothing that says what else the number is.
    private static bool IsItem(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        if (text[start].Kind != TokenKind.Word || end - start is < 2 or > MostWords)
        {
            return false;
        }

        for (var i = start; i < end; i++)
        {
            if (
                i == end - 1
                && Amounts.Read(text, i, scan.Region) is { Value: > 4 } words
                && words.End == end
                && text[i].Kind == TokenKind.Word
            )
            {
                return true;
            }

            if (text[i].Kind == TokenKind.Digits)
            {
                return text[i].IsSpaced
                    && Money.Read(text, i, scan.Region) is { } money
                    && (money.High is null || money.Low.Value >= 100)
                    && money.End == end
                    && (money.Currency is not null || money.Low is { Value: >= 1, IsScaled: false });
            }

            foreach (var list in NoNames)
            {
                // "Zylinder ab 35"
                if (text.Is(i, "price.from") is var from && from > 0 && text[i + from].Kind == TokenKind.Digits)
                {
                    break;
                }

                // "half day 12"
                if (
                    list == "unit."
                    && i > start
                    && text[i - 1].Kind == TokenKind.Word
                    && (text[i + 1].Kind == TokenKind.Word || Scripts.HasNoSpaces(text[i].Text[0]))
                )
                {
                    continue;
                }

                if (list[^1] == '.' ? text.Of(i, list).Length > 0 : text.Is(i, list) > 0)
                {
                    return false;
                }
            }
        }

        return false;
    }
}
