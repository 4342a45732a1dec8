namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>The prices beside a place: a list of them is kept in the order of the text.</summary>
internal static class NearPrices
{
    private const int Nearest = 6;

    public static bool Beside(FactScan scan, List<Price> prices, int start, int end)
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

    public static Price? LastBefore(List<Price> prices, int at) =>
        Around(prices, at).LastOrDefault(price => price.End <= at);

    // The nearest price of about the same size, else the nearest: 3 kr./kWh says nothing of a cleaning at 800.
    public static Price? Alike(List<Price> prices, int at, decimal value) =>
        Around(prices, at)
            .Where(price =>
                Math.Abs(price.Start - at) < 30
                && value * 25 >= price.Money.Low.Value
                && price.Money.Low.Value * 25 >= value
            )
            .MinBy(price => Math.Abs(price.Start - at))
        ?? Neighbour(prices, at);

    public static Price? Neighbour(List<Price> prices, int at) =>
        Around(prices, at).MinBy(price => Math.Abs(price.Start - at));

    // The prices are kept in their order: only the nearest few are asked, so that a text of nothing but prices is read in linear time.
    public static IEnumerable<Price> Around(List<Price> prices, int at)
    {
        var index = IndexOf(prices, at);
        return Indexes
            .Of(Math.Max(0, index - Nearest), Math.Min(prices.Count, index + Nearest))
            .Select(near => prices[near]);
    }

    public static int IndexOf(List<Price> prices, int at)
    {
        var (low, high) = (0, prices.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = prices[middle].Start < at ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
