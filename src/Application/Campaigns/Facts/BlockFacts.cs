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
        fact.Value as JsonObject ?? new JsonObject { ["text"] = fact.Value.DeepClone() };
}
