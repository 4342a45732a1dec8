using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>One thing that the owner stated.</summary>
/// <param name="Kind">One of <see cref="FactKinds"/>.</param>
/// <param name="Value">An object or a string, as <c>docs/facts.md</c> says for the kind.</param>
/// <param name="Quote">The words that it stands in, verbatim.</param>
/// <param name="Field">The brief's field: <c>name, description, targetAudience, businessType, goals/0, brandGuidelines</c>.</param>
/// <param name="Start">Where the quote begins in the field, in UTF-16 code units.</param>
/// <param name="Unsure">Something is stated here, but a person has to say what: not to be printed as it is.</param>
public sealed record ReadFact(string Kind, JsonNode Value, string Quote, string Field, int Start, bool Unsure);
