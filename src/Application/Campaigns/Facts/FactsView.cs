using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <param name="Language">BCP 47: the one asked for, else the one that the brief is written in.</param>
/// <param name="Country">ISO 3166-1: whose telephone numbers, currency and dates hold; null: nothing tells.</param>
/// <param name="Data">By field and place in it.</param>
/// <param name="Sentences">All of the brief, in order.</param>
public sealed record FactsView(
    string Language,
    string? Country,
    IReadOnlyList<FactView> Data,
    IReadOnlyList<SentenceView> Sentences
)
{
    /// <summary>The ETag of the campaign, for <c>If-Match</c>.</summary>
    public required string Etag { get; init; }

    /// <param name="components">All of the campaign's.</param>
    internal static FactsView Of(Campaign campaign, IReadOnlyCollection<CampaignComponent> components)
    {
        var ledger = campaign.Facts;
        var pages = components.Select(one => new SaidWords(one.Id, one.Code)).ToArray();
        var facts = ledger.All.Select(fact => (Fact: fact, Placed: SaidWords.Saying(pages, fact))).ToArray();
        return new FactsView(
            ledger.Language,
            ledger.Country,
            [
                .. facts.Select(one => new FactView(
                    one.Fact.Id,
                    one.Fact.Kind,
                    one.Fact.Value,
                    one.Fact.Quote,
                    one.Fact.Source,
                    one.Fact.Field,
                    one.Fact.Unsure,
                    one.Placed
                )),
            ],
            [.. ledger.Sentences.Select(sentence => FateOf(sentence, facts, pages))]
        )
        {
            Etag = ETags.Of(campaign.UpdatedAt),
        };
    }

    private static SentenceView FateOf(
        BriefSentence sentence,
        IEnumerable<(Fact Fact, IReadOnlyList<Guid> Placed)> facts,
        SaidWords[] pages
    )
    {
        var inside = facts.Where(one => sentence.Holds(one.Fact)).ToArray();
        if (inside.Any(one => one.Placed.Count > 0) || Array.Exists(pages, page => page.Says(sentence.Text)))
        {
            return new(sentence.Text, sentence.Field, SentenceFates.Placed, Reason: null);
        }
        return inside.Any(one => FactKinds.IsForUs(one.Fact))
            ? new(sentence.Text, sentence.Field, SentenceFates.Instruction, Reason: null)
            : new(
                sentence.Text,
                sentence.Field,
                SentenceFates.LeftOut,
                pages.Length == 0 ? "Nothing has been generated yet." : "No section says it."
            );
    }
}

/// <param name="Id">Made of what it says: it stays while that stays.</param>
/// <param name="Value">An object or a string, as the kind has it.</param>
/// <param name="Quote">The words of the brief that it stands in.</param>
/// <param name="Source">Who found it.</param>
/// <param name="Field">The brief's field: <c>name</c>, <c>description</c>, <c>goals/0</c>; null: a person added it.</param>
/// <param name="Unsure">Something is stated there, and a person has to say what.</param>
/// <param name="Placed">The components that say it.</param>
public sealed record FactView(
    string Id,
    [OneOf(typeof(FactKinds))] string Kind,
    JsonNode Value,
    string Quote,
    [OneOf(typeof(FactSources))] string Source,
    string? Field,
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
