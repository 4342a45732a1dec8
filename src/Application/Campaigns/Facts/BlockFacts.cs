using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>
/// The facts of a campaign as writers and blocks get them. Props name a fact by its id: a corrected one is printed as it is now, and one
/// that holds no longer leads nowhere.
/// </summary>
internal static class BlockFacts
{
    // "for", "für", "por", and the codes of currencies.
    private const int LongestParticle = 3;

    /// <summary>By their ids, in the order in which the brief gives them. What is unsure is not among them.</summary>
    public static IReadOnlyDictionary<string, BlockFact> Of(FactLedger ledger) =>
        ledger
            .All.Where(fact => !fact.Unsure)
            .ToDictionary(
                fact => fact.Id,
                fact => new BlockFact(fact.Id, fact.Kind, ValueOf(fact)),
                StringComparer.Ordinal
            );

    /// <summary>The values as texts, for those who ask whether the owner said something: people's facts stand in no brief.</summary>
    public static IEnumerable<string> Texts(FactLedger ledger) =>
        ledger.All.Select(fact => fact.Value.ToJsonString(Briefing.PromptJson));

    private static JsonObject ValueOf(Fact fact) =>
        fact.Value is not JsonObject value ? new JsonObject { ["text"] = fact.Value.DeepClone() }
        : fact.Kind == "price" && NamesItsQuantity(fact, value) ? Without(value, "quantity")
        : value;

    // "Eight evenings 120 €" has its eight in the name; "three tacos for $12" has it beside the name.
    private static bool NamesItsQuantity(Fact fact, JsonObject price) =>
        price["quantity"]?.ToString() is { } quantity
        && price["what"]?.ToString() is { Length: > 0 } what
        && fact.Quote.Contains(what, StringComparison.OrdinalIgnoreCase)
        && fact.Quote.Replace(what, "", StringComparison.OrdinalIgnoreCase) is var rest
        && !rest.Contains(quantity, StringComparison.Ordinal)
        && !rest.Split([' ', ',', '.', ':'], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => word.Length > LongestParticle && word.All(char.IsLetter));

    private static JsonObject Without(JsonObject value, string member)
    {
        var copy = value.DeepClone().AsObject();
        copy.Remove(member);
        return copy;
    }
}
