namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

/// <summary>Numbers in Han signs: 八, 十二, 五百五十, 一万二千, and 一百二 for 120.</summary>
internal static class HanNumbers
{
    private const string Digits = "\u3007\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D";

    /// <summary>How many signs from the place on are one number with a sign for ten or more; 0: none is.</summary>
    public static int LengthAt(string text, int start, int end)
    {
        if (DigitOf(text[start]) < 0 && ScaleOf(text[start]) != 10)
        {
            return 0;
        }

        var (at, isScaled) = (start, false);
        while (at < end && (DigitOf(text[at]) >= 0 || ScaleOf(text[at]) > 0))
        {
            isScaled |= ScaleOf(text[at]) > 0;
            at++;
        }

        return isScaled && at - start > 1 ? at - start : 0;
    }

    public static decimal? Read(string word)
    {
        decimal value = 0,
            part = 0,
            digit = 0,
            last = 0;
        foreach (var sign in word)
        {
            if (DigitOf(sign) is var number and >= 0)
            {
                last = number == 0 ? 1 : last;
                digit = number;
                continue;
            }

            var scale = ScaleOf(sign);
            if (scale == 0)
            {
                return null;
            }

            if (scale >= 10_000)
            {
                value = (value + part + digit) * scale;
                part = 0;
            }
            else
            {
                part += Math.Max(1, digit) * scale;
            }

            (digit, last) = (0, scale);
        }

        // "一百二" is 120, "一百零二" 102.
        return value + part + (last > 10 && digit > 0 ? digit * last / 10 : digit);
    }

    private static int DigitOf(char sign) =>
        sign switch
        {
            '\u96F6' => 0,
            '\u4E24' => 2,
            _ => Digits.IndexOf(sign, StringComparison.Ordinal),
        };

    private static decimal ScaleOf(char sign) =>
        sign switch
        {
            '\u5341' => 10,
            '\u767E' => 100,
            '\u5343' => 1000,
            '\u4E07' => 10_000,
            '\u4EBF' => 100_000_000,
            _ => 0,
        };
}
