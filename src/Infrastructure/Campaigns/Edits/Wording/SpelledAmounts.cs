using AiWebBuilder.Infrastructure.Campaigns.Edits.FactChanges;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

/// <summary>"Twenty quid" is read as "20 £": amounts in words that the reader of facts knows, where nothing is to be written word for word.</summary>
internal static class SpelledAmounts
{
    // "One" and "two" count things.
    private const decimal LeastAmount = 5;
    private const int ShortestNumber = 2;
    private const int MostWords = 4;

    private static readonly string[] Written = ["heading", "text", "button", "subject", "question", "answer", "write"];

    public static string InDigits(Step step)
    {
        var text = step.Clause.Text;
        if (step.Clause.Has(Written) || step.Clause.Quoted.Count > 0)
        {
            return text;
        }
        foreach (
            var fact in step
                .Facts.Where(fact => fact.Kind == "price" && !fact.Quote.Any(char.IsDigit))
                .OrderByDescending(fact => fact.Start)
        )
        {
            if (PriceEdits.AmountOf(fact.Value) is { } amount && (string?)fact.Value["currency"] is { } currency)
            {
                var end = fact.Start + fact.Quote.Length;
                var start = AmountIn(step, fact.Quote, amount) + fact.Start;
                text = $"{text[..start]}{Numbers.Invariant(amount)} {currency}{text[end..]}";
            }
        }
        if (
            text == step.Clause.Text
            && !text.Any(char.IsDigit)
            && step.Clause.Has("set", "now", "raise", "lower", "add")
        )
        {
            text = WithoutCurrency(step, text);
        }
        // "A fiver": the currency is that of the prices that stand.
        foreach (
            var (amount, mention) in step
                .Clause.Words.AmountsIn(step.Clause.Plain)
                .OrderByDescending(one => one.Mention.Start)
        )
        {
            text = text == step.Clause.Text ? text[..mention.Start] + amount + text[mention.End..] : text;
        }
        return text;
    }

    /// <summary>"Goes up to two hundred": the last words of a part, where they are an amount in the currency of the prices that stand.</summary>
    private static string WithoutCurrency(Step step, string text)
    {
        if (
            step
                .Standing.Facts.Where(fact => fact.Kind == "price")
                .Select(fact => (string?)fact.Value["currency"])
                .FirstOrDefault()
            is not { } currency
        )
        {
            return text;
        }
        foreach (var (start, end) in Steps.PiecesOf(text, step.Clause.Words).Reverse())
        {
            var piece = text[start..end].TrimEnd(' ', '.', '!');
            var words = piece.Split(' ').Reverse().Take(MostWords).ToArray();
            for (var count = words.Length; count > 0; count--)
            {
                var spelled = string.Join(' ', words.Take(count).Reverse());
                if (
                    spelled.Length > ShortestNumber
                    && step.Read($"{spelled} {currency}") is [{ Kind: "price" } said]
                    && said.Start == 0
                    && PriceEdits.AmountOf(said.Value) is >= LeastAmount and var amount
                    && said.Value["what"] is null
                )
                {
                    var at = start + piece.Length - spelled.Length;
                    text = text[..at] + Numbers.Invariant(amount) + text[(at + spelled.Length)..];
                    break;
                }
            }
        }
        return text;
    }

    /// <summary>Where the last words begin that are still the amount: the reader takes the name of what it is for along.</summary>
    private static int AmountIn(Step step, string quote, decimal amount)
    {
        for (var at = quote.Length - 1; at > 0; at--)
        {
            if (
                (quote[at - 1] == ' ' || EditWords.HasNoSpaces(quote[at]))
                && step.Read(quote[at..]).Any(said => said.Kind == "price" && PriceEdits.AmountOf(said.Value) == amount)
            )
            {
                return at;
            }
        }
        return 0;
    }
}
