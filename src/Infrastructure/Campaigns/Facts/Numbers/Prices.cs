using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

/// <summary>Prices: an amount with what it buys, per what, how many, and whether it is from, until, was, now, about, on top or free.</summary>
internal static class Prices
{
    private const int MostBefore = 12;
    private const int Nearest = 6;

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
                if (!scan.IsTaken(i) && scan.Region.Currency is { } own && Bare(scan, i, prices) is { } money)
                {
                    Take(money, Neighbour(prices, i)?.Currency ?? own, bare: true);
                    i = Math.Max(i, money.End - 1);
                }
            }
        }

        prices.Sort((one, other) => one.Money.Start.CompareTo(other.Money.Start));
        for (var i = 0; i < prices.Count; i++)
        {
            prices[i].Index = i;
        }

        Pair(scan, prices);
        foreach (var price in prices.Where(price => price.Qualifier == "early"))
        {
            var isPaired = Indexes
                .Of(Math.Max(0, price.Index - 1), Math.Min(prices.Count, price.Index + 2))
                .Any(index => prices[index].Qualifier == "was");
            price.Set(isPaired ? "now" : "exact");
        }

        foreach (var price in prices)
        {
            Add(scan, price, prices);
        }

        void Take(Money money, string currency, bool bare)
        {
            if (Describe(scan, money, currency, prices) is { } price && (!bare || price.Kind == "price"))
            {
                scan.Take(money.Start, price.End);
                prices.Insert(IndexOf(prices, price.Start), price);
            }
        }
    }

    private static Price? Describe(FactScan scan, Money money, string currency, List<Price> others)
    {
        var text = scan.Text;
        var price = new Price(money, currency);
        var start = PartStart(scan, money.Start);
        foreach (var other in Around(others, money.Start).Where(other => other.End <= money.Start && other.End > start))
        {
            start = other.End;
        }

        price.Start = money.Start;
        price.End = money.End;
        Before(scan, price, start);
        After(scan, price);
        price.WhatStart = start;
        price.WhatEnd = price.Start;
        Quantity(scan, price);
        // What is said of the amount stands beside it: behind the next number it is said of that.
        var stop = Math.Min(scan.Sentences.PartEnd(price.End), price.End + 5);
        var part = (
            Start: start,
            End: Indexes.Of(price.End, stop).FirstOrDefault(i => text[i].Kind == TokenKind.Digits, stop)
        );
        if (
            Has(text, part.Start, part.End, "money.not")
            || Has(text, Math.Max(0, scan.Sentences.PartStart(money.Start)), part.End, "money.not")
        )
        {
            price.Kind = "claim";
        }
        else if (
            Has(text, part.Start, part.End, "offer.off")
            || Has(text, part.Start, part.End, "offer.above") && Has(text, part.Start, part.End, "price.free")
        )
        {
            price.Kind = "offer";
        }

        return price;
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
            else if (text.IsSign(at - 1, "+"))
            {
                price.Qualify("plus");
                at--;
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
                at = Closed(text, joined, text.SkipDot(joined + taxLength));
            }
            // "$299/mo up to 100 transactions" is no "$299 and up".
            else if (qualifierLength > 0 && text.Is(joined, "price.until") <= qualifierLength)
            {
                price.Qualify(qualifier);
                at = text.SkipDot(joined + qualifierLength);
            }
            else if (text.IsSign(at, '~', '~') && price.Money.High is null)
            {
                price.Qualify("from");
                at++;
            }
            else if (UnitAt(text, at, price.Unit is null) is { } unit)
            {
                price.UnitStart = price.Unit is null ? at : price.UnitStart;
                price.Unit =
                    unit.Name.Length == 0 ? price.Unit
                    : price.Unit is null ? unit.Name
                    : $"{price.Unit} and {unit.Name}";
                at = unit.End;
            }
            else
            {
                break;
            }
        }

        at = Behind(scan, price, at);
        price.End = at;
        if (text.IsSign(price.Start - 1, "+"))
        {
            price.Qualify("plus");
        }
    }

    /// <summary>"€16 for two", "10,500円×3回".</summary>
    private static int Behind(FactScan scan, Price price, int at)
    {
        var text = scan.Text;
        if (
            text[at].Text == "x"
            && Amounts.Read(text, at + 1, scan.Region) is { Value: > 1 and < 100, Decimals: 0 } times
        )
        {
            (price.Quantity, price.Unit) = (times.Text, price.Unit ?? "instalment");
            return times.End + Math.Max(text.Is(times.End, "counter"), text.Is(times.End, "count.sessions"));
        }

        var buys = Math.Max(text.Is(at, "for"), text.Is(at, "for.after"));
        return
            buys > 0
            && Amounts.Read(text, at + buys, scan.Region) is { Value: > 1 and < 100, Decimals: 0, HasTail: false } many
            && (scan.Sentences.Divides(many.End) || scan.Sentences.EndsAt(many.End) || text.Is(many.End, "and") > 0)
            && Money.CurrencyAt(text, many.End, scan.Region, before: false).Code is null
            ? Many(price, many)
            : at;
    }

    private static int Many(Price price, Amount many)
    {
        price.Quantity = many.Text;
        return many.End;
    }

    private static int Closed(SourceText text, int from, int end) =>
        text.IsSign(from - 1, "(") && text.IsSign(end, ")") ? end + 1 : end;

    /// <summary>"/m²", "per person", "a head", "pp", "/45 min".</summary>
    private static (string Name, int End)? UnitAt(SourceText text, int at, bool first)
    {
        if (
            first
            && text.Of(at, "rate.") is ({ Length: > 0 } rate, var rateLength)
            && rate != "instalment"
            && text[at].IsSpaced
        )
        {
            return (rate, at + rateLength);
        }

        if (first && text.Of(at, "each.") is ({ Length: > 0 } each, var eachLength))
        {
            return (each, text.SkipDot(at + eachLength));
        }

        var per = text.IsSign(at, "/") ? 1 : text.Is(at, "per");
        if (per == 0)
        {
            return null;
        }

        var next = text.SkipDot(at + per);
        if (
            text[next].Kind == TokenKind.Digits
            && text.Of(next + 1, "unit.") is ({ Length: > 0 } measure, var measureLength)
        )
        {
            return ($"{text[next].Text} {measure}s", text.SkipDot(next + 1 + measureLength));
        }

        return text.Of(next, "unit.") is ({ Length: > 0 } unit, var length) ? (unit, text.SkipDot(next + length))
            : text.IsSign(at, "/") && text[next] is { Kind: TokenKind.Word, IsSpaced: false } ? ("", next + 1)
            : null;
    }

    /// <summary>"three for $15", "3x 169", "10회 65만원": how many stands at the end of the words before the amount.</summary>
    private static void Quantity(FactScan scan, Price price)
    {
        var text = scan.Text;
        var (start, end) = (price.WhatStart, price.WhatEnd);
        for (var at = end; at > start; at--)
        {
            if (
                text.Before(at, "rate.") is ({ Length: > 0 } rate, var rateStart)
                && rateStart >= start
                && price.Unit is null
            )
            {
                price.Unit = rate;
            }
        }

        // "+ admón $210 mil", "suplemento terraza 1€", "extra person 4 euro"
        var name = scan.Trimmed(start, end).Start;
        if (
            start < end
            && (
                text.IsSign(start, "+")
                || text.Is(name, "surcharge") > 0
                || text.Is(name, "price.plus") is var plus
                    && plus > 0
                    && (text.Of(name + plus, "count.").Length > 0 || text.Of(name + plus, "unit.").Length > 0)
            )
        )
        {
            price.Qualify("plus");
        }

        // "hour 600 TL", "m² 60 TL": a unit alone is no name.
        var (first, stop) = scan.Trimmed(start, end);
        if (
            price.Unit is null
            && first < stop
            && text.Of(first, "unit.").Name
                is not ("session" or "course" or "item" or "seat" or "page" or "project" or "word")
            && text.Of(first, "unit.") is ({ Length: > 0 } own, var ownLength)
            && first + ownLength == stop
        )
        {
            price.Unit = own;
        }

        // "pack of ten $700"
        for (var at = Math.Max(start + 2, end - 2); at < end; at++)
        {
            if (
                Amounts.Read(text, at, scan.Region) is { Value: > 1 and < 1000, Decimals: 0 } pack
                && pack.End == end
                && text.Before(at, "of").Start >= start
            )
            {
                price.Quantity = pack.Text;
                return;
            }
        }

        // "monthly (12 classes) 7.5k", "kit 10 un. 160", "3 db 3.990 Ft"
        if ((price.Unit is null || text.IsSign(end - 1, ")")) && Pieces(scan, start, end) is { } pieces)
        {
            price.Quantity = pieces;
            return;
        }

        // "term of 10 = $220"
        if (text.IsSign(end, "=") && text[end - 1].Kind == TokenKind.Digits && end > start)
        {
            price.Quantity = text[end - 1].Text;
            return;
        }

        // "ab 10 Stk. je 75ct"
        for (var at = start; at < end; at++)
        {
            if (
                text.Is(at, "price.from") is var from
                && from > 0
                && Amounts.Read(text, at + from, scan.Region) is { Value: > 1, Decimals: 0 } least
                && least.End < end
                && (
                    text.Of(least.End, "unit.").Name == "item"
                    || price.Unit == "item" && text[least.End].Kind == TokenKind.Word
                )
            )
            {
                (price.Quantity, price.Unit) = (least.Text, price.Unit ?? "item");
                return;
            }
        }

        var of = text.Before(end, "of").Start;
        var times = of >= start ? of : end;
        if (times - 2 >= start && text[times - 1].Text == "x" && text[times - 2].Kind == TokenKind.Digits)
        {
            (price.Quantity, price.Unit, price.WhatEnd) = (text[times - 2].Text, "instalment", times - 2);
            price.Start = times - 2;
            return;
        }

        // "3 payments of $420"
        var part = text.Before(times, "instalment").Start;
        if (part > start && Amounts.Read(text, part - 1, scan.Region) is { Value: > 1 and < 100 } shares)
        {
            (price.Quantity, price.Unit, price.WhatEnd, price.Start) = (shares.Text, "instalment", part - 1, part - 1);
            return;
        }

        var counter = text.Before(end, "counter");
        var number = counter.Start >= start ? Amounts.Read(text, counter.Start - 1, scan.Region) : null;
        if (number is not null && counter.Start - 1 >= start)
        {
            price.Quantity = number.Value.Value > 1 ? number.Value.Text : null;
            return;
        }

        if (price.Unit == "instalment" && number is null)
        {
            for (var at = scan.Sentences.PartStart(price.Start); at < end; at++)
            {
                if (text[at].Kind == TokenKind.Digits)
                {
                    price.Quantity = text[at].Text;
                }
            }
        }

        // "10 classes $180"
        var sessions = text.Before(end, "count.sessions").Start;
        if (
            sessions > start
            && Amounts.Read(text, sessions - 1, scan.Region) is { Value: > 1 and < 1000, Decimals: 0 } several
            && several.End == sessions
            && price.Unit is null
        )
        {
            price.Quantity = several.Text;
            return;
        }

        var buys = text.Before(end, "for").Start;
        if (buys < start)
        {
            return;
        }

        for (var at = buys - 1; at >= Math.Max(start, buys - 4); at--)
        {
            if (
                Amounts.Read(text, at, scan.Region) is { Value: > 1 and < 1000, Decimals: 0 } many
                && many.End <= buys
                && !scan.IsTaken(at)
                && text.Of(many.End, "unit.").Length == 0
                && text[many.End].Text != "+"
                && text[at - 1].Text != "+"
            )
            {
                price.Quantity = many.Text;
                price.Start = at;
                // "3 круасани за 240": the words between are what is bought; else those before.
                (price.WhatStart, price.WhatEnd) = many.End < buys ? (many.End, buys) : (start, at);
                return;
            }
        }
    }

    // How many pieces or lessons the amount buys: the number stands before the last word, perhaps in brackets.
    private static string? Pieces(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        var last = text.IsSign(end - 1, ")") || text.IsSign(end - 1, ".") ? end - 1 : end;
        if (
            text.IsSign(end - 1, ")")
            && text.IsSign(end - 3, "(")
            && text[end - 2] is { Kind: TokenKind.Digits, Text.Length: < 3 }
        )
        {
            return text[end - 2].Text;
        }

        foreach (var list in new[] { "count.sessions", "each.item", "unit.item" })
        {
            var word = text.Before(last, list).Start;
            if (
                word > start
                && Amounts.Read(text, word - 1, scan.Region) is { Value: > 1 and < 1000, Decimals: 0 } several
                && several.End == word
                && !text.IsSign(word - 2, '-', '/')
            )
            {
                return several.Text;
            }
        }

        return null;
    }

    /// <summary>A number without a currency that is a price by its form, or by the prices beside it.</summary>
    private static Money? Bare(FactScan scan, int at, List<Price> prices)
    {
        var text = scan.Text;
        if (
            text[at].Kind is not (TokenKind.Digits or TokenKind.Word)
            || !text[at].IsSpaced
                && text[at - 1] is { Kind: TokenKind.Sign } sign
                && sign.Text[0] is '.' or ',' or '/' or '-' or '\'' or '#'
            || Money.Read(text, at, scan.Region) is not { Currency: null } money
            || scan.AnyTaken(at, money.End)
            || text[at].Kind == TokenKind.Word && !money.Low.IsScaled
        )
        {
            return null;
        }

        var (start, end) = (PartStart(scan, at), money.End);
        var from = text.Before(at, "price.").Name;
        from = from.Length > 0 ? from : text.Before(text.IsSign(at - 1, ".") ? at - 1 : at, "price.").Name;
        var isNamed = Indexes.Of(start, at).Any(i => text[i].Kind == TokenKind.Word) || from.Length > 0;
        var unit = UnitAt(text, end, true);
        var stop = unit?.End ?? end;
        var isLast =
            money.Low.HasTail
            || scan.Sentences.Divides(stop)
            || text.IsSign(stop, ".") && text[stop + 1].IsSpaced
            || text.Of(stop, "after.").Length > 0
            || text.Is(stop, "or") > 0
            || text.Of(stop, "tax.").Length > 0
            || text[stop].Text is "+"
            || text.Is(stop, "price.was") > 0
            || text.Is(stop, "min") > 0
            || text.Is(stop, "max") > 0
            || unit is not null && text.IsSign(stop - 1, ".") && text[stop].IsSpaced
            || text.IsSign(stop, "/") && text[stop + 1].Kind == TokenKind.Digits
            // Where words have no spaces, a space divides.
            || text[stop] is { Kind: TokenKind.Word, IsSpaced: true } && Scripts.HasNoSpaces(text[stop].Text[0]);
        var follows = text[at - 1];
        isNamed |= text.Is(stop, "for") > 0 && Beside(scan, prices, at, end) || text.Of(stop, "after.").Length > 0;
        isNamed |= money.Low.IsScaled && scan.Region.Currency is "VND" or "IDR" && text[at - 1].Text == ",";
        if (
            !isNamed
            || !isLast
            || scan.IsTaken(at - 1) && follows.Kind != TokenKind.Word && follows.Text != ")"
            || text.Before(at, "not").Start >= 0
            || text.Of(end, "count.").Length > 0
            || text.Before(at, "count.").Start is var counted and >= 0
                && (money.Low.Value < 100 && counted - 1 > start || !Beside(scan, prices, at, end))
            || text.Before(at, "registration.number").Start >= 0
            || follows is { Kind: TokenKind.Digits }
            || follows.Text is "." && text[at - 2].Kind == TokenKind.Digits
            || Has(text, start, at, "money.not")
            || Has(text, start, at, "offer.off")
            || Has(text, start, at, "clock.sure")
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

        var beside = Beside(scan, prices, at, end);
        var isCued = Has(text, start, at, "price.word") || Has(text, start, at, "rate.") && low.Value >= 100;
        // A range of bare numbers is a range of anything, and so is a small number beside a price of another size.
        var near = Alike(prices, at, low.Value)?.Money.Low.Value;
        var isPlain = low is { Decimals: 0, HasTail: false, IsScaled: false } && low.End == at + 1;
        var scale = isPlain && !low.IsScaled ? ScaleOf(Before(prices, at) ?? Neighbour(prices, at), low.Value) : 1;
        if (
            money.High is { IsScaled: false, Decimals: 0 } && low.Value < 100 && scale == 1
            || Has(text, start, scan.Sentences.PartEnd(at), "price.free")
            || isPlain
                && follows.Text != "\t"
                && near is { } size
                && (low.Value * 25 < size || size * 25 < low.Value)
                && scale == 1
            || text.Before(at, "capacity").Start >= 0
            || text.Before(at, "or").Start is var choice and >= 0 && text[choice - 1].Kind == TokenKind.Digits
            || !low.HasTail
                && (
                    text.Before(Dotless(text, at), "min").Start >= 0 && (from.Length == 0 || low.Value < 100)
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
            || follows.Text == "\t"
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
            || low.Value >= 100 && Listed(scan, at)
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

    private static bool Beside(FactScan scan, List<Price> prices, int start, int end)
    {
        var text = scan.Text;
        return Around(prices, start)
            .Any(price =>
            {
                var (from, to) = price.End <= start ? (price.End, start) : (end, price.Start);
                return from <= to
                    && to - from < 14
                    && Indexes
                        .Of(from, to)
                        .Count(i =>
                            scan.Sentences.Divides(i)
                            && !text.IsSign(i, '(', ')')
                            && text[i].Text != "\u2022"
                            && text[i].Text != ":"
                        ) <= 1
                    && !Indexes
                        .Of(from, to)
                        .Any(i => scan.Sentences.EndsAt(i) && text[i].Kind != TokenKind.Break && text[i].Text != ";")
                    && !Indexes.Of(from, to).Any(i => text[i].Kind == TokenKind.Digits && scan.IsTaken(i));
            });
    }

    private static Price? Before(List<Price> prices, int at) =>
        Around(prices, at).LastOrDefault(price => price.End <= at);

    // The nearest price of about the same size, else the nearest: 3 kr./kWh says nothing of a cleaning at 800.
    private static Price? Alike(List<Price> prices, int at, decimal value) =>
        Around(prices, at)
            .Where(price =>
                Math.Abs(price.Start - at) < 30
                && value * 25 >= price.Money.Low.Value
                && price.Money.Low.Value * 25 >= value
            )
            .MinBy(price => Math.Abs(price.Start - at))
        ?? Neighbour(prices, at);

    private static Price? Neighbour(List<Price> prices, int at) =>
        Around(prices, at).MinBy(price => Math.Abs(price.Start - at));

    // The prices are kept in their order: only the nearest few are asked, so that a text of nothing but prices is read in linear time.
    private static IEnumerable<Price> Around(List<Price> prices, int at)
    {
        var index = IndexOf(prices, at);
        return Indexes
            .Of(Math.Max(0, index - Nearest), Math.Min(prices.Count, index + Nearest))
            .Select(near => prices[near]);
    }

    private static int IndexOf(List<Price> prices, int at)
    {
        var (low, high) = (0, prices.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = prices[middle].Start < at ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>"Was 80, now 60", "150 (before 180)", "de 1.997 por 997": one of two prices for one thing is the old one.</summary>
    private static void Pair(FactScan scan, List<Price> prices)
    {
        for (var i = 1; i < prices.Count; i++)
        {
            var (one, other) = (prices[i - 1], prices[i]);
            var between = other.Start - one.End;
            if (other.Qualifier == "was" && one.Qualifier == "exact" && between <= 2)
            {
                one.Qualify("now");
            }
            else if (
                one.Qualifier == "was"
                && other.Qualifier == "exact"
                && between <= 3
                // "€1180 (was €1240), exam €275": the old price has its new one already.
                && !(i > 1 && prices[i - 2].Qualifier == "now" && one.Start - prices[i - 2].End <= 2)
            )
            {
                other.Qualify("now");
            }
            else if (
                scan.Text.Before(one.Money.Start, "pair.was").Start >= 0
                && scan.Text.Before(other.Money.Start, "pair.now").Start >= one.End
            )
            {
                one.Qualify("was");
                other.Qualify("now");
            }
        }
    }

    private static void Add(FactScan scan, Price price, List<Price> prices)
    {
        var text = scan.Text;
        if (price.Kind != "price")
        {
            var (from, to) = scan.Trimmed(scan.Sentences.PartStart(price.Start), scan.Sentences.PartEnd(price.End));
            var value = new JsonObject
            {
                ["text"] = text.Words(from, to),
                ["amount"] = price.Money.Low.Text,
                ["currency"] = price.Currency,
            };
            scan.Add(
                price.Kind,
                price.Kind == "offer" ? value : JsonValue.Create(text.Words(from, to)),
                from,
                to,
                takes: false
            );
            return;
        }

        var (start, end) = scan.Trimmed(price.WhatStart, price.WhatEnd);
        var what = start < end ? text.Words(start, end) : "";
        var quoteEnd = price.End;
        if (!Names(text, start, end) && What(scan, price, prices) is { } other)
        {
            var name = text.Words(other.Start, other.End);
            what = what.Any(char.IsLetter) && other.End <= start ? $"{name}, {what}" : name;
            quoteEnd = other.Start >= price.End && other.Start - price.End < 2 ? other.End : price.End;
            start = start < end ? start : price.Start;
        }

        // "Mindestauftrag 350,-", "早鸟价9800元": what qualifies the price names it too.
        if (
            price.Money.Start - price.Start > 0
            && text[price.Start] is { Kind: TokenKind.Word } own
            && (own.Text.Length > (Scripts.HasNoSpaces(own.Text[0]) ? 2 : 9) || text.Is(price.Start, "price.early") > 0)
        )
        {
            what = what.Any(char.IsLetter)
                ? $"{text.Words(price.Start, price.Money.Start)}, {what}"
                : text.Words(price.Start, price.Money.Start);
        }

        if (price.UnitStart > 0 && price.End > price.UnitStart && !Names(text, price.WhatStart, price.WhatEnd))
        {
            what = $"{what}, {text.Words(price.UnitStart, price.End)}".TrimStart(',', ' ');
        }

        price.What = what;
        price.Name =
            what.Length > 0
                ? What(scan, price, prices) is { } carried
                && !Names(text, price.WhatStart, price.WhatEnd)
                && !Indexes.Of(price.WhatStart, price.WhatEnd).Any(i => text.Of(i, "rate.").Length > 0)
                    ? carried
                    : scan.Trimmed(price.WhatStart, price.WhatEnd)
                : null;
        price.Name = price.Name is { } named && named.Start < named.End ? named : null;
        var fact = new JsonObject { ["amount"] = price.Money.Low.Text, ["currency"] = price.Currency };
        if (price.Money.High is { } high)
        {
            fact["amountTo"] = high.Text;
            price.Qualifier = "range";
        }

        if (what.Any(char.IsLetter))
        {
            fact["what"] = what;
        }

        if (price.Unit is not null)
        {
            fact["unit"] = price.Unit;
        }

        if (price.Quantity is not null)
        {
            fact["quantity"] = price.Quantity;
        }

        fact["qualifier"] = price.Qualifier;
        if (price.Tax is not null)
        {
            fact["tax"] = price.Tax;
        }

        scan.Add(
            "price",
            fact,
            Math.Min(start < price.Start && start >= price.WhatStart ? start : price.Start, price.Start),
            quoteEnd
        );
    }

    // "monthly", "per person", "fee" alone do not say what is paid for.
    private static bool Names(SourceText text, int start, int end)
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
            if (known == 0 && text[i].Kind == TokenKind.Word && text[i].Text.Length > 1)
            {
                return true;
            }

            i += Math.Max(0, known - 1);
        }

        return false;
    }

    /// <summary>Without words before it: those behind it ("£60 call-out"), or what the price or the part before was for.</summary>
    private static (int Start, int End)? What(FactScan scan, Price price, List<Price> prices)
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
            var free = Indexes.Of(first, at).FirstOrDefault(i => scan.IsTaken(i), at);
            var (start, stop) = scan.Trimmed(first, free);
            if (
                start < stop
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

    // "monthly (12 classes) 7.5k": what stands in brackets before the amount divides nothing.
    private static int PartStart(FactScan scan, int at)
    {
        var text = scan.Text;
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

    private static bool Has(SourceText text, int start, int end, string family) =>
        Indexes
            .Of(start, end)
            .Any(i =>
                (family[^1] == '.' ? text.Of(i, family).Length > 0 : text.Is(i, family) > 0)
                // "once-off" is no "off".
                && !(text.IsSign(i - 1, "-") && !text[i].IsSpaced && !text[i - 1].IsSpaced)
            );

    private sealed class Price(Money money, string currency)
    {
        public Money Money { get; } = money;
        public string Currency { get; } = currency;
        public string Kind { get; set; } = "price";
        public int Index { get; set; }
        public int Start { get; set; }
        public int End { get; set; }
        public int WhatStart { get; set; }
        public int WhatEnd { get; set; }
        public string Qualifier { get; set; } = "exact";
        public string? Unit { get; set; }
        public int UnitStart { get; set; }
        public string? Quantity { get; set; }
        public string? Tax { get; set; }
        public string? What { get; set; }
        public (int Start, int End)? Name { get; set; }

        public void Set(string name) => Qualifier = name;

        public void Qualify(string name) => Qualifier = Qualifier is "exact" or "about" ? name : Qualifier;
    }
}
