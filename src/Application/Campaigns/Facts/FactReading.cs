using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>What was read from a brief.</summary>
/// <param name="Language">BCP 47: the one asked for, else the one that the texts are in; English unless another clearly wins.</param>
/// <param name="Country">ISO 3166-1 alpha-2: whose telephone numbers, currency and order of day and month hold; null: nothing tells.</param>
/// <param name="Facts">By field and place in it.</param>
/// <param name="Sentences">Every sentence, line or item of a list, in order; together they hold every word of the brief.</param>
public sealed record FactReading(
    string Language,
    string? Country,
    IReadOnlyList<ReadFact> Facts,
    IReadOnlyList<ReadSentence> Sentences
);

/// <summary>One thing that the owner stated.</summary>
/// <param name="Kind">One of <see cref="FactKinds"/>.</param>
/// <param name="Value">An object or a string, as <c>docs/facts.md</c> says for the kind.</param>
/// <param name="Quote">The words that it stands in, verbatim.</param>
/// <param name="Field">The brief's field: <c>name, description, targetAudience, businessType, goals/0, brandGuidelines</c>.</param>
/// <param name="Start">Where the quote begins in the field, in UTF-16 code units.</param>
/// <param name="Unsure">Something is stated here, but a person has to say what: not to be printed as it is.</param>
public sealed record ReadFact(string Kind, JsonNode Value, string Quote, string Field, int Start, bool Unsure);

/// <param name="Text">Verbatim, without the space around it.</param>
/// <param name="Start">Where it begins in the field, in UTF-16 code units.</param>
public sealed record ReadSentence(string Text, string Field, int Start);
