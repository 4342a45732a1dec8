using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>All facts that are to hold: one that is left out holds no longer.</summary>
/// <example>{"data":[{"kind":"phone","value":{"e164":"+441614960187","written":"0161 496 0187"}},{"kind":"price","quote":"£60 call-out"}]}</example>
public sealed record FactsFields(IReadOnlyList<FactFields> Data)
{
    /// <summary>The request after which a campaign has these facts.</summary>
    internal static FactsFields Of(FactLedger ledger) =>
        new([.. ledger.All.Select(fact => new FactFields(fact.Kind, fact.Id, fact.Value, fact.Quote, fact.Unsure))]);
}

/// <param name="Id">Of the fact that is kept or corrected, here or in the campaign that was exported; null: another one.</param>
/// <param name="Value">As the kind has it. Null: it is read in <see cref="Quote"/>.</param>
/// <param name="Quote">The words for it; where the brief has some, they stay.</param>
/// <param name="Unsure">Given back as it was read: nobody has said yet what it is.</param>
public sealed record FactFields(
    [OneOf(typeof(FactKinds))] string Kind,
    string? Id = null,
    JsonNode? Value = null,
    string? Quote = null,
    bool Unsure = false
);
