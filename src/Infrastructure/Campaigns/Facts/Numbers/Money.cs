namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

/// <summary>An amount of money, or two with a range between them.</summary>
/// <param name="Currency">ISO 4217; null: a number alone.</param>
internal sealed record Money(int Start, int End, Amount Low, Amount? High, string? Currency)
{
    private const int MostTimes = 12;

    private static readonly HashSet<string> DollarsAndPesos = new(StringComparer.Ordinal)
    {
        "USD",
        "AUD",
        "CAD",
        "NZD",
        "SGD",
        "HKD",
        "MXN",
        "CLP",
        "COP",
        "ARS",
        "UYU",
        "TWD",
    };

    private static readonly HashSet<string> Crowns = new(StringComparer.Ordinal) { "SEK", "NOK", "DKK", "ISK" };

    /// <summary>The amount that begins at the token, with its currency before, behind or within it.</summary>
    public static Money? Read(SourceText text, int start, FactRegion region)
    {
        var money = ReadAmounts(text, start, region);
        // "$79 CAD": whose dollar it is stands behind the amount.
        return
            money?.Currency is not null
            && text[money.End] is { Kind: TokenKind.Word, IsSpaced: true, Text.Length: 3 }
            && CurrencyAt(text, start, region, before: true).Length > 0
            && CurrencyAt(text, money.End, region, before: false) is ({ Length: 3 } code, 1)
            && string.Equals(code, text[money.End].Text, StringComparison.OrdinalIgnoreCase)
            && text[money.End + 1].Kind != TokenKind.Digits
            ? money with
            {
                Currency = code,
                End = money.End + 1,
            }
            : money;
    }

    private static Money? ReadAmounts(SourceText text, int start, FactRegion region)
    {
        var (currency, length) = CurrencyAt(text, start, region, before: true);
        var at = start + length;
        if (length > 0 && (text.IsSign(at, ".") || text.IsSign(at, ":")) && text[at + 1].Kind == TokenKind.Digits)
        {
            at++;
        }

        if (
            Amounts.Read(text, at, region) is not { } low
            || (length > 0 && text[at].Kind == TokenKind.Word && low.Scale == 1 && !low.IsScaled)
        )
        {
            return null;
        }

        if (
            currency is null
            && (
                IsInNumber(text, start)
                || text[start - 1] is { Kind: TokenKind.Word } word
                    && !text[start].IsSpaced
                    && !Scripts.HasNoSpaces(word.Text[0])
                    && !Scripts.IsHangul(word.Text[0])
            )
        )
        {
            return null;
        }

        // "$1M", "€1.2m"
        if (
            currency is not null
            && text[low.End] is { Kind: TokenKind.Word, IsSpaced: false }
            && text.Of(low.End, "moneytimes.") is ({ Length: > 0 } times, var timesLength)
        )
        {
            var scale = decimal.Parse(times, System.Globalization.CultureInfo.InvariantCulture);
            low = low with { Value = low.Value * scale, IsScaled = true, Scale = scale, End = low.End + timesLength };
        }

        var end = low.End;
        if (currency is null)
        {
            (currency, end) = Behind(text, low, region, out low);
        }

        if (RangeEnd(text, start, end) is { } second && !IsPause(text, low, end))
        {
            var (other, otherLength) = CurrencyAt(text, second, region, before: true);
            if (Amounts.Read(text, second + otherLength, region) is { } high)
            {
                var highEnd = high.End;
                if (other is null)
                {
                    (other, highEnd) = Behind(text, high, region, out high);
                }

                // "6–12 jt": the scale is of both.
                if (high.Scale > 1 && low.Scale == 1 && low.Value < high.Value / high.Scale)
                {
                    low = low with { Value = low.Value * high.Scale, IsScaled = true, Scale = high.Scale };
                }

                // "$65 to 800": a size, and no amount that is so much more.
                if (other is null && currency is not null && high.Value > low.Value * MostTimes)
                {
                    return new Money(start, end, low, null, currency);
                }

                if (
                    (currency is null || other is null || currency == other)
                    && low.Value < high.Value
                    && (currency ?? other) is { } both
                )
                {
                    return new Money(start, highEnd, low, high, both);
                }

                if (currency is null && other is null && low.Value < high.Value)
                {
                    return new Money(start, highEnd, low, high, null);
                }
            }
        }

        return new Money(start, end, low, null, currency);
    }

    /// <summary>The currency that stands at the token.</summary>
    /// <param name="before">Whether the number is expected behind it.</param>
    public static (string? Code, int Length) CurrencyAt(SourceText text, int at, FactRegion region, bool before)
    {
        var (name, length) = text.Of(at, "currency.");
        if (length == 0)
        {
            return (null, 0);
        }

        // Arabic shortens dirhams and dinars to the same two letters: the country's own are meant.
        name =
            name.Length == 3
            && text.All(at).Any(one => one.Length == length && one.Name == $"currency.{region.Currency}")
                ? region.Currency!
                : name;

        // "de $650 a $480" has no "a$".
        if (text.IsSign(at + 1, "$") && length > 1 && text[at + 1].IsSpaced)
        {
            return (null, 0);
        }

        // Turkish "Cad." is a street, and no Canadian dollar.
        if (name != region.Currency && text.Is(at, "street") > 0)
        {
            return (null, 0);
        }

        var token = text[at];
        var touches = before
            ? !text[at + length].IsSpaced && text[at + length].Kind == TokenKind.Digits
            : !token.IsSpaced;
        var own = region.Currency;
        string? code = name switch
        {
            "$" => own is not null && DollarsAndPesos.Contains(own) ? own : "USD",
            "kr" => own is not null && Crowns.Contains(own) ? own : null,
            "\u00A5" => own is "CNY" or "JPY" ? own : "JPY",
            "Rs" => own is "INR" or "PKR" or "LKR" or "NPR" ? own : "INR",
            "R" => own == "ZAR" && before && token.IsCapital && text[at + length].Kind == TokenKind.Digits ? own : null,
            "N" => own == "NGN" && touches && token.IsCapital ? own : null,
            "Fr" => own == "CHF" && (text.IsSign(at + 1, ".") || touches) ? own : null,
            "L" => touches ? own : null,
            "yuan" => own is "TWD" or "HKD" ? own : "CNY",
            "cfa" => own is "XOF" or "XAF" ? own : "XOF",
            "F" => own is "XOF" or "XAF" or "XPF" && !before && token.IsCapital ? own : null,
            "P" => own == "PHP" && before && touches && token.IsCapital ? own : null,
            "р" => own is "RUB" or "BYN" && !before ? own : null,
            "ج" => own == "EGP" && !before ? own : null,
            "rial" => own is "QAR" or "OMR" or "YER" or "SAR" or "IRR" ? own : "SAR",
            "dh" => own is "AED" or "MAD" ? own : "AED",
            // Finnish writes "35 e".
            "e" => own == "EUR" && !before && text[at - 1].Kind == TokenKind.Digits ? own : null,
            "own" => own,
            _ => name,
        };

        // A letter alone is a currency only where it touches its number.
        var isLetter =
            length == 1
            && token.Kind == TokenKind.Word
            && token.Text.Length == 1
            && !Scripts.HasNoSpaces(token.Text[0])
            && !Scripts.IsHangul(token.Text[0]);
        return code is null || (isLetter && !touches && name is not ("R" or "e" or "р" or "ج" or "F"))
            ? (null, 0)
            : (code, length);
    }

    private static (string? Currency, int End) Behind(
        SourceText text,
        Amount amount,
        FactRegion region,
        out Amount whole
    )
    {
        whole = amount;
        var at = amount.End;
        var (code, length) = CurrencyAt(text, at, region, before: false);
        // "group of 5 ₹300", "1-on-1 Rs.800": a currency that touches the number behind it, and not the one before it, is that one's.
        if (
            code is not null
            && text[at].IsSpaced
            && (text.IsSign(at + length, ".") && !text[at + length].IsSpaced ? at + length + 1 : at + length)
                is var touched
            && text[touched] is { Kind: TokenKind.Digits, IsSpaced: false }
        )
        {
            return (null, amount.End);
        }

        // "uge 27-32 kr. 9.995": a currency in letters before a number is that number's, unless the number has its own.
        if (
            code is not null
            && (
                region.PutsCurrencyFirst && text[at].Text.Length < 4 && char.IsAsciiLetter(text[at].Text[0])
                || (region.PutsCurrencyFirst || region.Currency is "DKK" or "NOK" or "SEK" or "CHF" or "INR" or "PKR")
                    && (text.IsSign(at + length, ".") || text.IsSign(at + length - 1, "."))
            )
            && text[at].Kind == TokenKind.Word
            && text[at].IsSpaced
            && text.SkipDot(at + length) is var next
            && text[next].Kind == TokenKind.Digits
            && text[next].IsSpaced | next > at + length
            && Amounts.Read(text, next, region) is { } other
            && CurrencyAt(text, other.End, region, before: false).Code is null
            // "deposit 5.000 TL. 4 persons"
            && text.Of(other.End, "count.").Length + text.Of(other.End, "unit.").Length == 0
            && !amount.IsScaled
        )
        {
            return (null, amount.End);
        }

        if (code is not null)
        {
            var end = at + length;
            // "14€50"
            if (
                !amount.HasTail
                && amount.Decimals == 0
                && text[end] is { Kind: TokenKind.Digits, IsSpaced: false, Text.Length: 2 } cents
            )
            {
                whole = amount with
                {
                    Value =
                        amount.Value
                        + (decimal.Parse(cents.Text, System.Globalization.CultureInfo.InvariantCulture) / 100),
                    Decimals = 2,
                    End = end + 1,
                };
                return (code, end + 1);
            }

            // "kr 1950,-", "30 €.-"
            return (
                code,
                text[end] is { Kind: TokenKind.Sign, IsSpaced: false, Text: "," or "." }
                && text[end + 1] is { Kind: TokenKind.Sign, Text: "-", IsSpaced: false }
                && !(text[end + 2] is { IsSpaced: false, Kind: TokenKind.Digits })
                    ? end + 2
                    : end
            );
        }

        var (country, cents100) = text.Of(at, "cents.");
        if (
            cents100 > 0
            && (country == region.Country || country == region.Currency)
            && region.Currency is { } currency
            && amount.Value < 1000
            && !(text[at].Text.Length == 1 && text[at].IsCapital)
        )
        {
            whole = amount with { Value = amount.Value / 100, Decimals = 2, IsScaled = false };
            return (currency, at + cents100);
        }

        return (null, amount.End);
    }

    // "two — 400 UAH": a dash with a space on each side after a word is a pause.
    private static bool IsPause(SourceText text, Amount low, int at) =>
        text.IsSign(at, '-', '-')
        && text[at].IsSpaced
        && text[at + 1].IsSpaced
        && text[low.Start].Kind == TokenKind.Word
        && !low.IsScaled;

    private static int? RangeEnd(SourceText text, int start, int at)
    {
        // "between 40 and 60 euros"
        if (text.Is(at, "and") is var joins && joins > 0 && text.Before(start, "between").Start >= 0)
        {
            return at + joins;
        }

        if (text.IsSign(at, '-', '~'))
        {
            var next = at + 1;
            return text[next].Kind == TokenKind.Break ? null : next;
        }

        var to = text.Is(at, "to");
        return to > 0 ? at + to : null;
    }

    // The "50" of "12.30.50", the "12" of "45-12".
    private static bool IsInNumber(SourceText text, int at) =>
        !text[at].IsSpaced
        && text[at - 1] is { Kind: TokenKind.Sign } sign
        && sign.Text[0] is '.' or ',' or '\''
        && text[at - 2] is { Kind: TokenKind.Digits }
        && !text[at - 1].IsSpaced
        && at > 1;
}
