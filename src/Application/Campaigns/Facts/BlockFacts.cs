using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>
/// The facts of a campaign as writers and blocks get them. Props name a fact by its id: a corrected one is printed as it is now, and one
/// that holds no longer leads nowhere.
/// </summary>
internal static class BlockFacts
{
    /// <summary>By their ids, in the order in which the brief gives them. What is unsure is not among them.</summary>
    public static IReadOnlyDictionary<string, BlockFact> Of(FactLedger ledger) =>
        ledger
            .All.Where(fact => !fact.Unsure)
            .ToDictionary(
                fact => fact.Id,
                fact => new BlockFact(fact.Id, fact.Kind, ValueOf(fact)),
                StringComparer.Ordinal
            );

    private static JsonObject ValueOf(Fact fact) =>
        fact.Value as JsonObject ?? new JsonObject { ["text"] = fact.Value.DeepClone() };
}
