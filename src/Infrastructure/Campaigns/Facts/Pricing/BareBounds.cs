using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>Where a number without a currency ends what is said of it, and where it counts something else.</summary>
internal static class BareBounds
{
    /// <summary>Whether nothing behind the number and its unit says that it is a number of that.</summary>
    public static bool EndsAt(FactScan scan, Money money, string? unit, int stop)
    {
        var text = scan.Text;
        return money.Low.HasTail
            || money.Low.IsScaled && unit is not null
            || scan.Sentences.Divides(stop)
            || text.IsSign(stop, ".") && text[stop + 1].IsSpaced
            || text.Of(stop, "after.").Length > 0
            || text.Is(stop, "or") > 0
            || text.Is(stop, "payment") > 0
            // "от 6 тыс. Шиномонтаж": the dot of an abbreviation ends the sentence too.
            || money.Low.IsScaled && text.IsSign(stop - 1, ".") && text[stop].IsSpaced
            || text.Of(stop, "tax.").Length > 0
            // "0,5 l 9,50 – 1 l 17": the next size.
            || text.IsSign(stop, "-")
                && text[stop].IsSpaced
                && Amounts.Read(text, stop + 1, scan.Region) is { } following
                && text[following.End].Kind == TokenKind.Word
                && following.Value < money.Low.Value
            || text[stop].Text is "+"
            // "or 3x 169" counts the payments.
            || text[stop].Text == "x" && money.Low.Value >= 100
            || text.Is(stop, "price.was") > 0
            || text.Is(stop, "min") > 0
            || text.Is(stop, "max") > 0
            || unit is not null && text.IsSign(stop - 1, ".") && text[stop].IsSpaced
            || text.IsSign(stop, "/") && text[stop + 1].Kind == TokenKind.Digits
            || GoesOn(text, stop, money.Low)
            || unit is not null && Times.Days.Read(text, stop) is { IsWeak: false }
            // Where words have no spaces, a space divides.
            || text[stop] is { Kind: TokenKind.Word, IsSpaced: true } && Scripts.HasNoSpaces(text[stop].Text[0]);
    }

    // "before 6pm", "tables of 8+", "1/2 litre", "kit of 14 pcs 238 $": a time, a number of people, a fraction, a quantity.
    public static bool IsOfSomething(FactScan scan, Money money, int at)
    {
        var (text, end) = (scan.Text, money.End);
        var unit = Math.Max(text.Of(end, "unit.").Length, text.Of(end, "each.").Length);
        // "thru 12/31"
        if (
            money.Low is { Value: <= 31, Decimals: 0, HasTail: false }
            && text.IsSign(end, "/")
            && text[end + 1] is { Kind: TokenKind.Digits, IsSpaced: false, Text.Length: 1 or 2 }
            && !text[end].IsSpaced
        )
        {
            return true;
        }

        return money.Low is { Value: <= 12, Decimals: 0, HasTail: false }
                && text.Is(end, "clock.am") + text.Is(end, "clock.pm") > 0
            || text.IsSign(end, "+")
                && !text[end].IsSpaced
                && text[end + 1] is { IsSpaced: true } or { Kind: not TokenKind.Digits }
            // "in 3 x 145 €": how often
            || text[end].Text == "x" && !money.Low.HasTail
            // "studio 2+1": beds
            || text.IsSign(end, "+") && text[end + 1] is { Kind: TokenKind.Digits, IsSpaced: false }
            || text.IsSign(at - 1, "+") && !text[at].IsSpaced && text[at - 2].Kind == TokenKind.Digits
            // Tyres: "195/65 R15"
            || text.IsSign(end, "/")
                && text[end + 1].Kind == TokenKind.Digits
                && text[end + 2].Text is "r" or "zr"
                && text[end + 3] is { Kind: TokenKind.Digits, IsSpaced: false }
            || text.IsSign(end, "/")
                && !text[end].IsSpaced
                && text[end + 1] is { Kind: TokenKind.Digits, IsSpaced: false, Text.Length: 1 }
                && text[at].Text.Length == 1
            || unit > 0
                && !money.Low.HasTail
                && Money.Read(text, SkipDash(text, text.SkipDot(end + unit)), scan.Region) is { Currency: not null };
    }

    // "menu 13,50 Tuesday to Friday", "double 110 from 1/6 to 15/9", "registration 30 but ...": the amount has ended.
    private static bool GoesOn(SourceText text, int at, Amount low)
    {
        if (
            text.Is(at, "clause") + text.Is(at, "condition") > 0
            || low.Value > 31
                && text.Is(at, "place.in") is var at1
                && text.Of(at + at1, "month.").Length + text.Of(at + at1, "holiday.").Length > 0
            // "pollen 9,50 the jar"
            || low.Decimals == 2
                && text.Is(at, "article") is var article
                && article > 0
                && text[at + article].Kind == TokenKind.Word
        )
        {
            return true;
        }

        var from = Math.Max(text.Is(at, "from"), Math.Max(text.Is(at, "of"), text.Is(at, "until")));
        return from > 0
                && (
                    Times.Days.Read(text, at + from) is { IsWeak: false }
                    || text.Of(at + from, "month.").Length > 0
                    || IsDate(at + from)
                )
            || text.Is(at, "and") is var and
                && and > 0
                && low.Decimals == 2
                && text[at].Kind == TokenKind.Word
                && text[at + and] is { Kind: TokenKind.Word }
                && Times.Days.Read(text, at + and) is null;

        bool IsDate(int day) =>
            text[day].Kind == TokenKind.Digits
            && (text.IsSign(day + 1, "/") || text.Of(day + 1 + text.Is(day + 1, "of"), "month.").Length > 0);
    }

    // "60 min. – 45 €"
    private static int SkipDash(SourceText text, int at) =>
        text.IsSign(at, '-', ':') && text[at + 1].IsSpaced ? at + 1 : at;

    // "15 €/h or 45 the whole day", "690 €, 980 in July and August"
    public static bool IsNamedBehind(SourceText text, int at)
    {
        var word = Math.Max(text.Is(at, "article"), text.Is(at, "place.in"));
        return word > 0
            && new[] { "unit.day", "unit.week", "unit.night", "unit.month", "days.", "month.", "holiday." }.Any(list =>
                text.Of(at + word, list).Length > 0
            );
    }
}
