namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

/// <summary>Of two prices for one thing, which was and which is.</summary>
internal static class OldPrices
{
    /// <summary>"Was 80, now 60", "150 (before 180)", "de 1.997 por 997": one of two prices for one thing is the old one.</summary>
    public static void Pair(FactScan scan, List<Price> prices)
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
                || IsReduced(scan.Text, one, other)
            )
            {
                one.Qualify("was");
                other.Qualify("now");
            }
        }
    }

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
