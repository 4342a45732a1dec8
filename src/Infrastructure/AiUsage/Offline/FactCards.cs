namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>The figures of a brief as cards: nothing is added, computed or rounded.</summary>
internal static class FactCards
{
    private const int MaxAfter = 18;

    /// <summary>The price cards: what the brief prices, or how to ask when it names no price.</summary>
    public static IReadOnlyList<ContentItem> Prices(CopyWriting writing) =>
        [
            .. writing.Facts.Money.Select(money => new ContentItem(
                CopyWriting.Capitalized(money.Label ?? CopyWriting.Shorten(writing.Facts.Brand, 80)),
                // What does not fit beside a large price stands below it.
                Text: money.After is { Length: > MaxAfter } ? CopyWriting.Capitalized(money.Suffix!) : null,
                Meta: money.Amount,
                Href: PageLinks.HrefOf(writing, writing.PageGoal),
                Before: money.Before,
                After: money.After is { Length: > MaxAfter } ? null : money.After
            )),
        ];

    /// <summary>Every figure of the brief with what it counts.</summary>
    public static IReadOnlyList<ContentItem> Facts(CopyWriting writing)
    {
        var facts = writing.Facts;
        var items = facts.Statements.Select(StatementItem).ToList();
        items.AddRange(
            facts.Counts.Select(count => new ContentItem(CopyWriting.Capitalized(count.Noun), Meta: count.Number))
        );
        items.AddRange(
            facts
                .Money.Where(money =>
                    !facts.Statements.Any(statement => statement.Contains(money.Amount, StringComparison.Ordinal))
                )
                .Select(money => new ContentItem(
                    CopyWriting.Capitalized(money.Label ?? writing.Labels["price"]),
                    Meta: money.Text
                ))
        );
        if (facts.Dates is { } dates)
        {
            items.Add(new ContentItem(writing.Labels["dates"], Meta: dates.Text));
        }

        if (facts.OpeningTimes.Count == 0 && facts.Weekdays is { } days)
        {
            items.Add(new ContentItem(writing.Labels["days"], Meta: days.Text));
        }

        return items;

        ContentItem StatementItem(string statement)
        {
            if (
                facts.Money.FirstOrDefault(money => statement.StartsWith(money.Amount, StringComparison.Ordinal)) is
                { Suffix: { } suffix } money
            )
            {
                return new ContentItem(CopyWriting.Capitalized(suffix), Meta: money.Amount);
            }

            var space = statement.IndexOf(' ', StringComparison.Ordinal);
            return space > 0 && char.IsAsciiDigit(statement[0])
                ? new ContentItem(CopyWriting.Capitalized(statement[(space + 1)..]), Meta: statement[..space])
                : new ContentItem(CopyWriting.Capitalized(statement));
        }
    }
}
