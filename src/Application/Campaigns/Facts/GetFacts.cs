using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>
/// What the owner states in the brief, which sections say it, and what becomes of each of its sentences. There from the moment the
/// campaign is created.
/// </summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetFacts(Guid CampaignId) : IQuery<FactsView>;

/// <param name="Language">BCP 47: the one asked for, else the one that the brief is written in.</param>
/// <param name="Country">ISO 3166-1: whose telephone numbers, currency and dates hold; null: nothing tells.</param>
/// <param name="Data">By field and place in it.</param>
/// <param name="Sentences">All of the brief, in order.</param>
public sealed record FactsView(
    string Language,
    string? Country,
    IReadOnlyList<FactView> Data,
    IReadOnlyList<SentenceView> Sentences
);

/// <param name="Id">Made of what it says: it stays while that stays.</param>
/// <param name="Value">An object or a string, as the kind has it.</param>
/// <param name="Quote">The words of the brief that it stands in.</param>
/// <param name="Source">Who found it.</param>
/// <param name="Field">The brief's field: <c>name</c>, <c>description</c>, <c>goals/0</c>.</param>
/// <param name="Unsure">Something is stated there, and a person has to say what.</param>
/// <param name="Placed">The components that say it.</param>
public sealed record FactView(
    string Id,
    [OneOf(typeof(FactKinds))] string Kind,
    JsonNode Value,
    string Quote,
    [OneOf(typeof(FactSources))] string Source,
    string Field,
    bool Unsure,
    IReadOnlyList<Guid> Placed
);

/// <param name="Field">The brief's field.</param>
/// <param name="Reason">Why it is left out; null: it is not.</param>
public sealed record SentenceView(
    string Text,
    string Field,
    [OneOf(typeof(SentenceFates))] string Fate,
    string? Reason
);

internal sealed class GetFactsHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IFactReader reader
) : IQueryHandler<GetFacts, FactsView>
{
    public async Task<FactsView> Handle(GetFacts request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var reading = reader.Read(campaign.ToBrief(campaign.Language));
        var pages = own.Select(one => new SaidWords(one.Id, one.Code)).ToArray();
        var facts = reading.Facts.Select(fact => (Fact: fact, Placed: SaidWords.Saying(pages, fact))).ToArray();
        return new FactsView(
            reading.Language,
            reading.Country,
            [
                .. facts
                    .Select(one => new FactView(
                        FactLedger.IdOf(one.Fact.Kind, one.Fact.Value),
                        one.Fact.Kind,
                        one.Fact.Value,
                        one.Fact.Quote,
                        FactSources.Brief,
                        one.Fact.Field,
                        one.Fact.Unsure,
                        one.Placed
                    ))
                    .DistinctBy(one => one.Id),
            ],
            [.. reading.Sentences.Select(sentence => FateOf(sentence, facts, pages))]
        );
    }

    private static SentenceView FateOf(
        ReadSentence sentence,
        IEnumerable<(ReadFact Fact, IReadOnlyList<Guid> Placed)> facts,
        SaidWords[] pages
    )
    {
        var inside = facts
            .Where(one =>
                one.Fact.Field == sentence.Field
                && one.Fact.Start < sentence.Start + sentence.Text.Length
                && sentence.Start < one.Fact.Start + one.Fact.Quote.Length
            )
            .ToArray();
        if (inside.Any(one => one.Placed.Count > 0) || Array.Exists(pages, page => page.Says(sentence.Text)))
        {
            return new(sentence.Text, sentence.Field, SentenceFates.Placed, Reason: null);
        }
        return inside.Any(one => FactKinds.ForUs.Contains(one.Fact.Kind))
            ? new(sentence.Text, sentence.Field, SentenceFates.Instruction, Reason: null)
            : new(
                sentence.Text,
                sentence.Field,
                SentenceFates.LeftOut,
                pages.Length == 0 ? "Nothing has been generated yet." : "No section says it."
            );
    }
}
