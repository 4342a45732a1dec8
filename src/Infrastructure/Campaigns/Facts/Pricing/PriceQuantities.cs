using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>How many a price buys, and per what it is.</summary>
internal static class PriceQuantities
{
    private const int StemLength = 4;

    /// <summary>"€16 for two", "10,500円×3回".</summary>
    public static int Behind(FactScan scan, Price price, int at)
    {
        var text = scan.Text;
        if (
            text[at].Text == "x"
            && Amounts.Read(text, at + 1, scan.Region) is { Value: > 1 and < 100, Decimals: 0 } times
            && text.Of(times.End, "unit.").Name is "" or "month" or "session" or "item" or "instalment"
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

    public static int Closed(SourceText text, int from, int end) =>
        text.IsSign(from - 1, "(") && text.IsSign(end, ")") ? end + 1 : end;

    /// <summary>"/m²", "per person", "a head", "pp", "/45 min".</summary>
    public static (string Name, int End)? UnitAt(SourceText text, int at, bool first)
    {
        if (
            first
            && text.Of(at, "rate.") is ({ Length: > 0 } rate, var rateLength)
            && rate != "instalment"
            && text[at].IsSpaced
            && !text.IsSign(at - 1, ".")
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
            // "10 pcs 3,80 / 30 pcs 10,50": the next price.
            && text[text.SkipDot(next + 1 + measureLength)].Kind != TokenKind.Digits
        )
        {
            return ($"{text[next].Text} {measure}s", text.SkipDot(next + 1 + measureLength));
        }

        if (text.Of(next, "unit.") is ({ Length: > 0 } unit, var length))
        {
            // "4 500 kr i uke 7-9": a week that is numbered is no measure.
            return text.Is(at, "place.in") > 0 && text[next + length].Kind == TokenKind.Digits
                ? null
                // "65 kr/brett": a tray is no piece, and the owner's word for it stays with the name.
                : (unit == "item" && text.Is(next, "each.item") == 0 ? "" : unit, text.SkipDot(next + length));
        }

        return text.IsSign(at, "/") && text[next] is { Kind: TokenKind.Word, IsSpaced: false } ? ("", next + 1) : null;
    }

    /// <summary>"three for $15", "3x 169", "10회 65만원": how many stands at the end of the words before the amount.</summary>
    public static void Quantity(FactScan scan, Price price)
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

        // "+ admón $210 mil", "suplemento terraza 1€", "every extra person 4 euro"
        var name = scan.Trimmed(start, end).Start;
        if (
            start < end
            && (
                text.IsSign(start, "+")
                || text.Is(name, "surcharge") > 0
                || text.Compound(name, "surcharge.ending")
                || Indexes
                    .Of(name, end)
                    .Any(i =>
                        text.Is(i, "price.plus") is var plus
                        && plus > 0
                        && (text.Of(i + plus, "count.").Length > 0 || text.Of(i + plus, "unit.").Length > 0)
                    )
            )
        )
        {
            price.Qualify("plus");
        }

        // "Min booking $500", "pedido mínimo 20 €"
        if (
            Indexes.Of(name, end).Any(i => text.Is(i, "min") > 0)
            && Indexes.Of(name, end).All(i => text[i].Kind == TokenKind.Word)
        )
        {
            price.Qualify("from");
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
                && text.Before(at, "capacity").Start < 0
            )
            {
                price.Quantity = pack.Text;
                return;
            }
        }

        // "monthly (12 classes) 7.5k", "kit 10 un. 160", "3 db 3.990 Ft"
        if (Pieces(scan, start, end) is { } pieces)
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
            // Italian "da" says of which amount each is, and not from which on.
            price.Set(price.Qualifier == "from" ? "exact" : price.Qualifier);
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
                && text.Of(many.End, "unit.").Name is "" or "item" or "session"
                && text.Is(many.End, "measure") == 0
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
        last = text.IsSign(last - 1, ".") ? last - 1 : last;
        // "pack x4 $20"
        if (
            text[end - 1] is { Kind: TokenKind.Digits, Text.Length: < 3, IsSpaced: false }
            && text[end - 2].Text == "x"
            && end - 2 > start
        )
        {
            return text[end - 1].Text;
        }

        if (
            text.IsSign(end - 1, ")")
            && text.IsSign(end - 3, "(")
            && text[end - 2] is { Kind: TokenKind.Digits, Text.Length: < 3 }
        )
        {
            return text[end - 2].Text;
        }

        // "3 bungkus pecel 33rb"
        if (
            scan.Trimmed(start, end).Start is var first
            && text[first].Kind == TokenKind.Digits
            && Amounts.Read(text, first, scan.Region) is { Value: > 1 and < 100, Decimals: 0 } count
            && (
                text.Of(count.End, "unit.").Name == "item"
                || (text.Of(count.End, "unit.").Name == "session" || text.Is(count.End, "count.sessions") > 0)
                    && count.End + 1 < last
            )
        )
        {
            return count.Text;
        }

        // "Abbonamento 6 tagli 95 €", "punch card 5x 120": a card or pack of so many.
        for (var at = first + Math.Max(1, text.Is(first, "pack")); text.Is(first, "pack") > 0 && at < last; at++)
        {
            if (
                text[at] is { Kind: TokenKind.Digits, IsSpaced: true }
                && Amounts.Read(text, at, scan.Region) is { Value: > 1 and < 100, Decimals: 0 } held
                && held.End < last
                && Indexes.Of(held.End, last).All(i => text[i].Kind == TokenKind.Word)
                && text.Of(held.End, "unit.").Name is "" or "item" or "session"
                && text.Of(held.End, "count.people").Length == 0
            )
            {
                return held.Text;
            }
        }

        foreach (var list in new[] { "count.sessions", "each.item", "unit.item" })
        {
            var word = text.Before(last, list).Start;
            if (
                word > start
                && Amounts.Read(text, word - 1, scan.Region) is { Value: > 1 and < 1000, Decimals: 0 } several
                && several.End == word
                && !text.IsSign(word - 2, '-', '/')
                // "주3회": so often a week.
                && (text[word - 1].IsSpaced || text.Of(word - 2, "unit.").Length == 0)
            )
            {
                return several.Text;
            }
        }

        return null;
    }

    /// <summary>"£4/pair, 6 pairs £20", "table 15 €, 3 tables 40 €": several of what the price before it is for, or per.</summary>
    public static string? Alike(FactScan scan, Price price, (int Start, int End) own, List<Price> prices)
    {
        var text = scan.Text;
        if (
            price.Index == 0
            || own.End - own.Start is < 2 or > 4
            || text[own.Start].Kind != TokenKind.Digits
            || Amounts.Read(text, own.Start, scan.Region) is not { Value: > 1 and < 100, Decimals: 0 } many
            || text[many.End] is not { Kind: TokenKind.Word, Text.Length: > 2 } counted
            || text.Of(many.End, "unit.").Name is not ("" or "item" or "session")
        )
        {
            return null;
        }

        var before = prices[price.Index - 1];
        return Indexes
            .Of(before.WhatStart, before.End)
            .Any(i =>
                i < own.Start
                && text[i].Kind == TokenKind.Word
                && text[i - 1].Kind != TokenKind.Digits
                && AreOfOneStem(text[i].Text, counted.Text)
            )
            ? many.Text
            : null;
    }

    // "pair" and "pairs", "pöytäpaikka" and "pöytää": the words begin alike.
    private static bool AreOfOneStem(string one, string other)
    {
        var shared = 0;
        while (shared < Math.Min(one.Length, other.Length) && one[shared] == other[shared])
        {
            shared++;
        }

        // "RM25 sebekas, 2 bekas RM45"
        return shared >= StemLength
            || other.Length >= StemLength && one.EndsWith(other, StringComparison.Ordinal)
            || shared > 0 && shared == Math.Min(one.Length, other.Length) && shared * 2 > other.Length;
    }
}
