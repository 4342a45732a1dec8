namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>Of two prices for one thing, which was and which is.</summary>
internal static class OldPrices
{
    private const int MostBetween = 4;

    /// <summary>"Was 80, now 60", "150 (before 180)", "de 1.997 por 997": one of two prices for one thing is the old one.</summary>
    public static void Pair(FactScan scan, List<Price> prices)
    {
        for (var i = 1; i < prices.Count; i++)
        {
            var (one, other) = (prices[i - 1], prices[i]);
            var between = other.Start - one.End;
            // Greek "300 € (από 360)": the same word is "from", and "was" where it was more.
            if (
                other.Qualifier == "from"
                && one.Qualifier == "exact"
                && scan.Text.IsSign(other.Start - 1, "(")
                && scan.Text.Before(other.Money.Start, "price.was").Start >= one.End
                && other.Money.Low.Value > one.Money.Low.Value
            )
            {
                other.Set("was");
                one.Qualify("now");
            }
            else if (other.Qualifier == "was" && one.Qualifier == "exact" && between <= 2)
            {
                one.Qualify("now");
            }
            else if (
                one.Qualifier == "was"
                && other.Qualifier == "exact"
                && between <= 3
                && !Indexes.Of(one.End, other.Start).Any(scan.Sentences.EndsAt)
                // "€1180 (was €1240), exam €275": the old price has its new one already.
                && !(i > 1 && prices[i - 2].Qualifier == "now" && one.Start - prices[i - 2].End <= 2)
            )
            {
                other.Qualify("now");
            }
            else if (
                one.Qualifier == "exact"
                && other.Qualifier is "exact" or "now"
                && IsArrow(scan.Text, one.End, other.Start)
            )
            {
                one.Qualify("was");
                other.Set("now");
            }
            else if (
                scan.Text.Before(one.Money.Start, "pair.was").Start >= 0
                    && scan.Text.Before(other.Money.Start, "pair.now").Start >= one.End
                || IsReduced(scan.Text, one, other)
            )
            {
                one.Qualify("was");
                other.Qualify("now");
            }
        }
    }

    // "10,000 → 8,000": from the one to the other, and no range.
    private static bool IsArrow(SourceText text, int from, int to) =>
        to > from
        && to - from <= MostBetween
        && text.Text.AsSpan(text[from - 1].End, text[to].Start - text[from - 1].End)
            .IndexOfAny("\u2192\u21D2\u27A1\u2794") >= 0;

    // "de 650 a 480", "from 90 to 60", "90 → 60": a range goes up, and a price comes down.
    private static bool IsReduced(SourceText text, Price one, Price other)
    {
        var between = one.Money.End;
        var to =
            text.IsSign(between, "-") ? 1
            : text.Before(one.Money.Start, "from").Start >= 0 || text.Before(one.Money.Start, "of").Start >= 0
                ? text.Is(between, "to")
            : 0;
        return to > 0
            && between + to == other.Money.Start
            && one.Currency == other.Currency
            && other.Money.Low.Value < one.Money.Low.Value
            && other.Money.Low.Value * 10 > one.Money.Low.Value;
    }
}
