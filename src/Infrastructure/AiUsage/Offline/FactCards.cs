using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <param name="FactId">Null: the prompt's facts do not have it.</param>
/// <param name="Statement">The whole of it, as the brief writes it.</param>
/// <param name="Figure">What stands out; null: the statement has none.</param>
/// <param name="Label">What it is a figure of.</param>
internal sealed record FactCard(string? FactId, string Statement, string? Figure, string? Label);

/// <summary>The figures of a brief as cards: nothing is added, computed or rounded.</summary>
internal static class FactCards
{
    /// <summary>Every figure of the brief with what it counts.</summary>
    public static IReadOnlyList<FactCard> Facts(CopyWriting writing)
    {
        var facts = writing.Facts;
        List<FactCard> cards = [.. facts.Statements.Select(statement => Claim(statement))];
        cards.AddRange(facts.Counts.Select(count => Claim(count.Text)));
        cards.AddRange(
            facts.UnstatedMoney.Select(money => new FactCard(
                writing.PriceId(money),
                money.Text,
                money.Text,
                CopyWriting.Capitalized(money.Label ?? writing.Labels["price"])
            ))
        );
        if (facts.Dates is { } dates)
        {
            cards.AddRange(
                dates.Days.Select(day => new FactCard(
                    writing.FactId("date", "date", day),
                    day,
                    day,
                    writing.Labels["dates"]
                ))
            );
        }
        return cards;

        FactCard Claim(string statement)
        {
            var (figure, what) = BriefFacts.SplitFigure(statement);
            return new FactCard(
                writing.ClaimId(figure ?? statement, what),
                statement,
                figure,
                what is null ? null : CopyWriting.Capitalized(what)
            );
        }
    }
}
