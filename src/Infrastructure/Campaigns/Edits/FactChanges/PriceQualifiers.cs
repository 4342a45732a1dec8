using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.FactChanges;

/// <summary>Whether a price is the one that things begin at.</summary>
internal static class PriceQualifiers
{
    /// <summary>"Put “from” before it": the price is one that things begin at, or no longer.</summary>
    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        var isQuoted = clause.Quoted is [var word] && IsFrom(clause, word);
        if (
            !isQuoted
            || !clause.Has("add", "set", "move", "remove", "above", "say")
            || PriceEdits.NamedWithPrice(step).Count == 0 && !clause.Has("price", "prices")
        )
        {
            return null;
        }
        var facts = PriceEdits.TargetOf(step);
        if (facts.Count != 1 && !clause.Has("all", "prices"))
        {
            return step.Ask("which", string.Join(" / ", facts.Select(PriceEdits.NameOf)));
        }
        List<EditOperation> operations = [];
        foreach (var fact in facts.Where(fact => fact.Value["qualifier"]?.ToString() != "was"))
        {
            var value = fact.Value.DeepClone().AsObject();
            value.Remove("qualifier");
            if (!clause.Has("remove"))
            {
                value["qualifier"] = "from";
            }
            if (!JsonNode.DeepEquals(value, fact.Value))
            {
                operations.Add(new(null, $"/facts/{fact.Id}", fact.Value.DeepClone(), value));
            }
        }
        return operations.Count > 0 ? new EditReading(operations) : step.Refuse("same");
    }

    /// <summary>The word that stands before a price from which things begin.</summary>
    public static bool IsFrom(Clause clause, string word) =>
        clause.Words.Find("from", Clause.PlainOf(word)).Any(found => found.Length == word.Length);
}
