using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.FactChanges;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>Instructions whose halves exclude each other, and those that contradict what the owner said.</summary>
internal static class Contradictions
{
    private const decimal Tolerance = 1.5m;
    private const int FirstYear = 1500;
    private const int LastYear = 2100;

    // What is there once, so that it either changes or stays.
    private static readonly string[] Parts =
    [
        "background",
        "phone",
        "email",
        "address",
        "hours",
        "heading",
        "button",
        "subject",
        "form",
        "team",
        "gallery",
        "faq",
    ];

    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        if (clause.Has("top", "up") && clause.Has("bottom", "down") && step.Sections is [var (section, _), ..])
        {
            return step.Ask("where", section.Name);
        }
        if (
            new[] { "elegant", "bold", "soft" }.Count(style => clause.Has(style)) > 1
            || (clause.Has("dark") && clause.Has("light") && clause.Has("background") && clause.Quoted.Count == 0)
        )
        {
            return step.Ask("styles");
        }
        return Kept(step) ?? Percentage(step) ?? Since(step);
    }

    /// <summary>What is to change is also to stay as it is: "black, and keep it white".</summary>
    private static EditReading? Kept(Step step)
    {
        var clause = step.Clause;
        if (clause.Words.Find("keep", clause.Plain) is not [var first, ..] keeps)
        {
            return null;
        }
        // "Black but keep it white": where no comma parts the two, the word does.
        var pieces = Steps.PiecesOf(clause.Text, clause.Words);
        pieces = pieces.Count > 1 ? pieces : [(0, first.Start), (first.Start, clause.Text.Length)];
        var isKept = pieces.ToLookup(piece => keeps.Any(keep => keep.Start >= piece.Start && keep.End <= piece.End));
        var changed = isKept[false].SelectMany(In).ToArray();
        foreach (var piece in isKept[true])
        {
            var kept = In(piece).ToArray();
            var parts = kept.Where(mention => Parts.Contains(mention.Key)).Select(mention => mention.Key).ToArray();
            if (
                parts.Length > 0
                    ? Array.Exists(changed, mention => parts.Contains(mention.Key))
                    : Array.Exists(kept, IsColour) && Array.Exists(changed, IsColour)
            )
            {
                return step.Ask("unclear");
            }
        }
        return null;

        IEnumerable<Mention> In((int Start, int End) piece) =>
            clause.Mentions.Where(mention => mention.Start >= piece.Start && mention.End <= piece.End);
    }

    private static bool IsColour(Mention mention) =>
        mention.Key is "dark" or "light" || mention.Key.StartsWith("c.", StringComparison.Ordinal);

    /// <summary>A new price beside a discount that it does not come to.</summary>
    private static EditReading? Percentage(Step step)
    {
        var numbers = Numbers.In(step.Clause.Plain).ToArray();
        if (
            !Array.Exists(numbers, number => number.IsPercent)
            || !Array.Exists(numbers, number => !number.IsPercent)
            || PriceEdits.TargetOf(step) is not [var fact]
            || PriceEdits.AmountOf(fact.Value) is not (> 0 and var old)
        )
        {
            return null;
        }
        var said = Array.Find(numbers, number => number.IsPercent).Value;
        var price = Array.Find(numbers, number => !number.IsPercent && number.Value != old).Value;
        var true_ = Math.Round((old - price) / old * 100, 1);
        return price > 0 && Math.Abs(true_ - said) > Tolerance
            ? step.Ask(
                "percent",
                Numbers.Invariant(old),
                Numbers.Invariant(price),
                Numbers.Invariant(true_),
                Numbers.Invariant(said)
            )
            : null;
    }

    /// <summary>Another year of foundation than the one that is known.</summary>
    private static EditReading? Since(Step step)
    {
        if (!step.Clause.Has("since"))
        {
            return null;
        }
        var years = Numbers.In(step.Clause.Plain).Where(IsYear).Select(number => (int)number.Value).ToArray();
        if (years is not [var said])
        {
            return null;
        }
        foreach (
            var fact in step.Standing.Facts.Where(fact =>
                fact.Kind is not ("phone" or "fax" or "address" or "price" or "hours")
            )
        )
        {
            var words =
                fact.Quote.Length > 0 ? fact.Quote
                : fact.Value is JsonValue text ? text.ToString()
                : "";
            var known = Numbers.In(Clause.PlainOf(words)).Where(IsYear).Select(number => (int)number.Value).ToArray();
            if (known is [var year] && year != said)
            {
                return step.Ask("stands", words, said.ToString(CultureInfo.InvariantCulture));
            }
        }
        return null;
    }

    private static bool IsYear(Number number) =>
        number.Written.Length == 4 && number.Value is >= FirstYear and <= LastYear;
}
