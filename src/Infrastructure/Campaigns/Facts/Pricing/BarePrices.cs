using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>Numbers without a currency that are prices by their form, or by the prices beside them.</summary>
internal static class BarePrices
{
    private const int LeastInWords = 5;

    /// <summary>A number without a currency that is a price by its form, or by the prices beside it.</summary>
    public static Money? Bare(FactScan scan, int at, List<Price> prices)
    {
        var text = scan.Text;
        if (
            text[at].Kind is not (TokenKind.Digits or TokenKind.Word)
            || !text[at].IsSpaced
                && text[at - 1] is { Kind: TokenKind.Sign } sign
                && sign.Text[0] is '.' or ',' or '/' or '-' or '\'' or '#' or ':'
                // Hebrew joins "from" to a number with a hyphen.
                && !(sign.Text[0] == '-' && text.Before(at - 1, "price.from").Start >= 0 && !sign.IsSpaced)
            || Money.Read(text, at, scan.Region) is not { Currency: null } money
            || scan.AnyTaken(at, money.End)
            // "reduced ten": in words, where a list of prices goes on.
            || text[at].Kind == TokenKind.Word
                && !money.Low.IsScaled
                && !(money.Low.Value >= LeastInWords && PriceLists.Continues(scan, prices, at, money.Low.Value))
        )
        {
            return null;
        }

        var (start, end) = (PriceNames.PartStart(scan, at), money.End);
        if (BareBounds.IsOfSomething(scan, money, at))
        {
            return null;
        }

        var from = text.Before(at, "price.").Name;
        from = from.Length > 0 ? from : text.Before(text.IsSign(at - 1, ".") ? at - 1 : at, "price.").Name;
        var isNamed = Indexes.Of(start, at).Any(i => text[i].Kind == TokenKind.Word) || from.Length > 0;
        var unit = PriceQuantities.UnitAt(text, end, true);
        var stop = unit?.End ?? end;
        while (unit is not null && PriceQuantities.UnitAt(text, stop, false) is { } more && more.End > stop)
        {
            stop = more.End;
        }

        // "Pack of 8: 800"
        isNamed |= text.IsSign(at - 1, ":") && text[at - 2].Kind is TokenKind.Word or TokenKind.Digits;
        var isLast = BareBounds.EndsAt(scan, money, unit?.Name, stop);
        var follows = text[at - 1];
        isNamed |=
            text.Is(stop, "for") > 0 && NearPrices.Beside(scan, prices, at, end) || text.Of(stop, "after.").Length > 0;
        var isNamedBehind = !isNamed && BareBounds.IsNamedBehind(text, end) && NearPrices.Beside(scan, prices, at, end);
        (isNamed, isLast) = (isNamed || isNamedBehind, isLast || isNamedBehind);

        isNamed |= money.Low.IsScaled && scan.Region.Currency is "VND" or "IDR" && text[at - 1].Text == ",";
        // "₹28k + 3k maintenance", "0,80 por camisa"
        isNamed |= follows.Text == "+" && money.Low.IsScaled && text[end].Kind == TokenKind.Word;
        isNamed |=
            money.Low.Decimals == 2
            && text.Is(end, "per") > 0
            && text[end + text.Is(end, "per")].Kind == TokenKind.Word;
        // "18 €/night small dog, 22 medium, 26 large": as the price before it is named, behind it.
        var isOfList = !isNamed && PriceLists.IsNamedBehind(scan, prices, at, money);
        (isNamed, isLast) = (isNamed || isOfList, isLast || isOfList);
        // "Dogs welcome (+15)"
        isNamed |= follows.Text == "+" && text.IsSign(at - 2, "(") && text[at - 3].Kind == TokenKind.Word;
        if (
            !isNamed
            || !isLast
            || scan.IsTaken(at - 1) && follows.Kind != TokenKind.Word && follows.Text != ")"
            || text.Before(at, "not").Start >= 0
            // "Goal: 2,5 mln, 1,8 mln are there": as the sum before it, nothing that is paid.
            || NearPrices.LastBefore(prices, at) is { Kind: "claim" } sum
                && Indexes.Of(sum.End, at).All(i => !scan.Sentences.EndsAt(i))
            // "Tue-Thu before 3", "the day begins from 15": an hour.
            || money.Low is { Value: <= 24, Decimals: 0, HasTail: false, IsScaled: false }
                && (text.Before(at, "condition").Start >= 0 || from == "from" && !PriceNames.Names(text, start, at))
            // "Bell tent for 4": how many it is for.
            || money.Low is { Value: < 20, Decimals: 0, HasTail: false }
                && text.Before(at, "for").Start is var aim and >= 0
                && Indexes.Of(start, aim).All(i => text[i].Kind != TokenKind.Digits)
            // "agosto 15" is a day, "agosto 150" a price.
            || money.Low.Value <= 31 && text.Before(Dotless(text, at), "month.").Start >= 0
            || text.Of(end, "count.").Length > 0
            || text.Before(at, "count.").Start is var counted and >= 0
                && !PriceLists.Continues(scan, prices, at, money.Low.Value)
                && (money.Low.Value < 100 && counted - 1 > start || !NearPrices.Beside(scan, prices, at, end))
            || text.Before(at, "registration.number").Start >= 0
            || text.Before(at, "address.unit").Start is var door and >= 0
                && IsBehindOther(scan, NearPrices.LastBefore(prices, at)?.End ?? 0, door)
            || follows is { Kind: TokenKind.Digits }
            || follows.Text == "x"
            || unit is null && text.Of(end, "unit.").Name is "minute" or "hour"
            || follows.Text is "." && text[at - 2].Kind == TokenKind.Digits
            || Prices.Has(text, start, at, "money.not")
            || Prices.Has(text, start, at, "offer.off")
            || Prices.Has(text, start, at, "clock.sure")
            || text.Before(at, "to").Start is var to && to > 0 && text[to - 1].Kind == TokenKind.Digits
        )
        {
            return null;
        }

        var low = money.Low;
        var isYear =
            low is { Decimals: 0, IsScaled: false, HasTail: false }
            && low.End == at + 1
            && text[at].Text.Length == 4
            && low.Value is > 1900 and < 2100;
        if (isYear && follows.Text != "\t")
        {
            return null;
        }

        var beside = NearPrices.Beside(scan, prices, at, end);
        var isCued =
            Prices.Has(text, start, at, "price.word") || Prices.Has(text, start, at, "rate.") && low.Value >= 100;
        // A range of bare numbers is a range of anything, and so is a small number beside a price of another size.
        var near = NearPrices.Alike(prices, at, low.Value)?.Money.Low.Value;
        var isPlain = low is { Decimals: 0, HasTail: false, IsScaled: false } && low.End == at + 1;
        var scale =
            isPlain
            && !low.IsScaled
            && !NearPrices
                .Around(prices, at)
                .Any(price =>
                    price.End <= at && price.Money.Low.Scale == 1 && IsAlike(price.Money.Low.Value, low.Value)
                )
                ? ScaleOf(NearPrices.LastBefore(prices, at) ?? NearPrices.Neighbour(prices, at), low.Value)
                : 1;
        if (
            money.High is { IsScaled: false, Decimals: 0 } && low.Value < 100 && scale == 1
            || Prices.Has(text, start, scan.Sentences.PartEnd(at), "price.free")
            || isPlain
                && follows.Text != "\t"
                && near is { } size
                && (low.Value * 25 < size || size * 25 < low.Value)
                && scale == 1
                && !isCued
            || text.Before(at, "capacity").Start >= 0
            || text.Is(start, "capacity") > 0 && low is { HasTail: false, IsScaled: false }
            || text.Before(at, "or").Start is var choice and >= 0 && text[choice - 1].Kind == TokenKind.Digits
            || !low.HasTail
                && (
                    text.Before(Dotless(text, at), "min").Start >= 0
                        && (from.Length == 0 || low.Value < 100 && !PriceLists.Continues(scan, prices, at, low.Value))
                    || text.Before(Dotless(text, at), "max").Start >= 0
                    || Times.Clock.Read(text, at, scan.Region) is { IsMarked: true }
                        && text.Before(at, "price.").Start < 0
                )
        )
        {
            return null;
        }

        var isPriceLike =
            low.HasTail
            || isNamedBehind
            || follows.Text == "\t"
            || (follows.Text == "+" || from == "plus" || isOfList) && near is not null
            || unit is { Name.Length: > 0 } && text.IsSign(end, "/") && near is not null
            || (low.IsScaled || money.High is { IsScaled: true })
                && (
                    beside
                    || scan.Region.Currency
                        is "VND"
                            or "IDR"
                            or "KRW"
                            or "CNY"
                            or "JPY"
                            or "THB"
                            or "INR"
                            or "PKR"
                            or "NGN"
                            or "COP"
                            or "CLP"
                            or "HUF"
                            or "PHP"
                )
            || low.Decimals == 2 && text[at + 1].Text == "," && unit is null
            || low.Decimals == 2 && beside
            || low.Value >= 100
                && low.End - at > 1
                && low.Decimals == 0
                && (beside || unit is not null || isCued || Listed(scan, at))
            // "Casal 420/noite": no count of anything is that large per night or head.
            || low.Value >= 20
                && text.IsSign(end, "/")
                && !text[end].IsSpaced
                && unit is { Name: "night" or "person" or "month" or "hour" or "m²" or "kg" or "week" }
            || unit is not null && (beside || follows.Text == "@" || near is not null && unit.Value.Name.Length > 0)
            || isCued
            || beside
                && low.Value >= 1
                && text.Of(end, "unit.").Length == 0
                && (
                    follows.Kind == TokenKind.Word
                    || from.Length > 0
                    || follows.Text is "+" or ")" or "." or ":" or "~" or "-"
                )
            || (scale == 1 || scan.Region.Currency is { } small && WithoutCents.Contains(small))
                && PriceLists.Continues(scan, prices, at, low.Value * scale)
            || low.Value >= 100 && Listed(scan, at)
            || low.Value >= (scan.Region.Currency is { } own && WithoutCents.Contains(own) ? 100 : 1)
                && PriceLists.Holds(scan, at)
            || low.Value >= 10_000
                && low.Value % 500 == 0
                && low.End - at > 1
                && low.Decimals == 0
                && follows.Kind == TokenKind.Word
                && scan.Region.Currency is { } large
                && WithoutCents.Contains(large);
        return !isPriceLike ? null
            : scale == 1 ? money
            : money with
            {
                Low = low with { Value = low.Value * scale, IsScaled = true, Scale = scale },
                High = money.High is { } high
                    ? high with
                    {
                        Value = high.Value * scale,
                        IsScaled = true,
                        Scale = scale,
                    }
                    : null,
            };
    }

    // "Gift box 25. Old market, shop 112": between the list and the number stands something that has no price.
    private static bool IsBehindOther(FactScan scan, int from, int door) =>
        scan.Text[from].Kind != TokenKind.Word
        && Indexes.Of(from + 1, door).Any(i => scan.Text[i].Kind == TokenKind.Word);

    private static bool IsAlike(decimal one, decimal other) => one * 25 >= other && other * 25 >= one;

    /// <summary>"650.000, weekend 850", "50k, cut 80": the thousands of the price beside it are said once, where the amount would else be far too small.</summary>
    private static decimal ScaleOf(Price? beside, decimal value)
    {
        if (beside is null)
        {
            return 1;
        }

        var (low, size) = (beside.Money.Low, beside.Money.Low.Value);
        var scale =
            low.Scale > 1 ? low.Scale
            : low.Decimals == 0 && size >= 10_000 && size % 1000 == 0 && WithoutCents.Contains(beside.Currency) ? 1000
            : 1;
        return value * 25 < size && value * scale * 25 >= size && value * scale <= size * 25 ? scale : 1;
    }

    private static int Dotless(SourceText text, int at) => text.IsSign(at - 1, ".") ? at - 1 : at;

    // Lines of a name and a number each, two at least.
    private static bool Listed(FactScan scan, int at)
    {
        var text = scan.Text;
        var own = scan.Sentences.StartOf(at);
        return text[own - 1].Kind == TokenKind.Break && Ends(own - 2)
            || text[scan.Sentences.EndOf(at)].Kind == TokenKind.Break && Begins(scan.Sentences.EndOf(at) + 1);

        bool Ends(int last) =>
            last > 0
            && text[last].Kind == TokenKind.Digits
            && Indexes.Of(scan.Sentences.StartOf(last), last).Any(i => text[i].Kind == TokenKind.Word)
            && !text.IsSign(last + 1, ")");

        bool Begins(int first) =>
            scan.Sentences.EndOf(first) is var end
            && text[end - 1].Kind == TokenKind.Digits
            && text[first].Kind != TokenKind.Digits;
    }

    // Currencies in which nothing costs less than hundreds.
    private static readonly HashSet<string> WithoutCents = new(StringComparer.Ordinal)
    {
        "IDR",
        "VND",
        "COP",
        "CLP",
        "ARS",
        "KRW",
        "HUF",
        "PYG",
        "LBP",
        "UZS",
        "TZS",
        "UGX",
    };
}
