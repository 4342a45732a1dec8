using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>Something that every page of its kind needs and the owner has not said. It blocks nothing.</summary>
/// <param name="About">One of <see cref="PlanTopics"/>.</param>
/// <param name="Text">The question, in English.</param>
/// <param name="Answers">How it can be answered; one is enough.</param>
public sealed record PlanQuestion(
    [OneOf(typeof(PlanTopics))] string About,
    string Text,
    IReadOnlyList<PlanAnswer> Answers
)
{
    /// <summary>More than that, and nobody answers any.</summary>
    public const int Most = 3;

    // What is sold there is sold everywhere.
    private static readonly string[] Placeless = ["course", "webinar", "saas", "writing"];

    // What is given has no price.
    private static readonly string[] Priceless = ["charity", "church"];

    /// <summary>The most important first.</summary>
    /// <param name="facts">All that hold.</param>
    /// <returns>None for e-mails and for a single component: they stand beside a page that says it.</returns>
    public static IReadOnlyList<PlanQuestion> Of(Brief brief, IReadOnlyList<Fact> facts)
    {
        if (brief.Type is "email_sequence" or "component_enhancement")
        {
            return [];
        }
        var trade = Trades.Of(brief).Name;
        return [.. Missing().Take(Most)];

        IEnumerable<PlanQuestion> Missing()
        {
            if (!Says("phone", "email"))
            {
                yield return new(
                    "contact",
                    "How do customers reach you?",
                    [new("phone", "+44 161 496 0123"), new("email", "hello@example.com")]
                );
            }
            if (!Priceless.Contains(trade) && !Says("price", "offer"))
            {
                yield return new("price", "What does it cost?", [new("price", "from £45 per visit")]);
            }
            if (!Placeless.Contains(trade) && !Says("address", "place"))
            {
                yield return new(
                    "place",
                    "Where are you, or where do you work?",
                    [new("address", "4 Tib Street, Manchester M4 1LA"), new("place", "Greater Manchester")]
                );
            }
            if (!Placeless.Contains(trade) && !Says("hours", "date"))
            {
                yield return new(
                    "time",
                    "When are you open, or when does it take place?",
                    [new("hours", "Monday to Friday 9:00 to 17:30"), new("date", "14 March 2027, 19:00")]
                );
            }
        }

        bool Says(params IEnumerable<string> kinds) => facts.Any(fact => kinds.Contains(fact.Kind));
    }
}

/// <summary>A fact that would answer: it is given among the facts of <c>PUT /v1/campaigns/{id}/facts</c> as its kind and a quote.</summary>
/// <param name="Kind">One of <see cref="FactKinds"/>.</param>
/// <param name="Example">Words that can be read as one.</param>
public sealed record PlanAnswer([OneOf(typeof(FactKinds))] string Kind, string Example);

/// <summary>What a plan can ask for.</summary>
public static class PlanTopics
{
    public static IReadOnlyList<string> All { get; } = ["contact", "price", "place", "time"];
}
