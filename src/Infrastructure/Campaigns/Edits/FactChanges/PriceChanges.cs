using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.FactChanges;

/// <summary>Prices that rise or fall by so much or so many percent: one that is named, or all of them. The amounts are computed, and shown.</summary>
internal static class PriceChanges
{
    // "By 5 euros" stands before its number, "5 euros more" behind it.
    private const int FarthestBefore = 2;
    private const int FarthestBehind = 9;

    // Such currencies are paid in whole units.
    private static readonly string[] Whole = ["JPY", "KRW", "VND", "CLP", "HUF", "ISK", "IDR"];

    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        var priced = step.Items.Where(item => item.Value["price"] is not null).ToArray();
        var named = Item.Named(priced, clause);
        var names = named
            .SelectMany(item => Numbers.In(Clause.PlainOf(item.Title)))
            .Select(one => one.Value)
            .ToHashSet();
        var numbers = Numbers.In(clause.Plain).Where(number => !names.Contains(number.Value)).ToArray();
        if (
            clause.Quoted.Count > 0
            || clause.Has("add") && !clause.Has("raise", "lower")
            || numbers is not [var by]
            || by.Value <= 0
        )
        {
            return null;
        }
        var isPercent =
            by.IsPercent
            || clause
                .Every("percent")
                .Any(word =>
                    (word.Start >= by.End && word.Start - by.End < 3)
                    || (word.End <= by.Start && by.Start - word.End < 3)
                );
        var (up, down) = (clause.Has("raise"), clause.Has("lower"));
        // "All of them to 50" are amounts, "all of them 5 euros up" is a difference.
        var isDifference =
            IsDifference(clause, by)
            || (
                clause.Has("all")
                && !clause.Every("say").Any(word => word.End <= by.Start && by.Start - word.End <= FarthestBefore)
            );
        if (!(isPercent || isDifference) || !clause.Has("price", "prices", "all", "raise", "lower"))
        {
            return null;
        }
        var facts = named.Count > 0 && !clause.Has("all") ? PriceEdits.TargetOf(step) : All(step, priced);
        if (
            facts.Count == 0
            || (named.Count == 0 && !clause.Has("price", "prices") && (isPercent || !clause.Has("all")))
        )
        {
            return null;
        }
        // Up or down is nobody's guess, and a bare "by 10" is an amount or a percentage.
        if (up == down || (!isPercent && IsBare(step, by)))
        {
            return step.Ask("unclear");
        }
        if (facts.Count > 1 && !clause.Has("all", "prices"))
        {
            return step.Ask("which", string.Join(" / ", facts.Select(PriceEdits.NameOf)));
        }
        List<EditOperation> operations = [];
        foreach (var fact in facts)
        {
            var old = PriceEdits.AmountOf(fact.Value)!.Value;
            var difference = isPercent ? old * by.Value / 100 : by.Value;
            var now = Math.Round(
                up ? old + difference : old - difference,
                Whole.Contains(fact.Value["currency"]?.ToString()) ? 0 : 2,
                MidpointRounding.AwayFromZero
            );
            if (now <= 0)
            {
                return step.Ask("amount", PriceEdits.NameOf(fact));
            }
            operations.AddRange(PriceEdits.Put(step, fact, old, now));
        }
        return new EditReading(operations);
    }

    /// <summary>A small whole number with nothing beside it that says of what.</summary>
    private static bool IsBare(Step step, Number by)
    {
        var text = step.Clause.Text;
        var behind = text[by.End..].TrimStart().Split(' ')[0];
        var before = text[..by.Start].TrimEnd().Split(' ')[^1];
        return by.Value is >= 2 and <= 30
            && by.Value == Math.Truncate(by.Value)
            && !step.Clause.Has("currency")
            && !new[]
            {
                $"{by.Written} {behind}",
                $"{by.Written}{behind}",
                $"{before}{by.Written}",
                $"{before} {by.Written}",
            }.Any(amount =>
                amount.Length > by.Written.Length + 1
                && step.Read(amount).Any(said => said.Kind == "price" && said.Value["currency"] is not null)
            );
    }

    private static bool IsDifference(Clause clause, Number by) =>
        clause
            .Every("by")
            .Any(word =>
                (word.End <= by.Start && by.Start - word.End <= FarthestBefore)
                || (word.Start >= by.End && word.Start - by.End <= FarthestBehind)
            );

    /// <summary>Those that stand now; what something cost before is history.</summary>
    private static Fact[] All(Step step, Item[] priced) =>
        [
            .. step.Standing.Facts.Where(fact =>
                fact.Kind == "price"
                && PriceEdits.AmountOf(fact.Value) > 0
                && fact.Value["qualifier"]?.ToString() != "was"
                && (priced.Length == 0 || Array.Exists(priced, item => item.Value["price"]?.ToString() == fact.Id))
            ),
        ];
}
