using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Imports;

/// <summary>Facts of pages on their way into a campaign's ledger.</summary>
internal static class ImportedFacts
{
    /// <summary>Those that the campaign does not know, as many as it takes.</summary>
    public static IReadOnlyList<Fact> NewIn(Campaign campaign, IEnumerable<ImportedFact> read, IFactValues values) =>
        [
            .. read.Where(fact =>
                    values.Check(fact.Kind, fact.Value).Count == 0
                    && !campaign.Facts.All.Any(known => known.Id == fact.Id)
                )
                .Take(FactLedger.MaxFacts - campaign.Facts.All.Count)
                .Select(fact => new Fact(
                    fact.Id,
                    fact.Kind,
                    fact.Value,
                    fact.Quote[..Math.Min(fact.Quote.Length, Fact.MaxQuote)],
                    FactSources.Import
                )),
        ];
}
