using System.Text.Json.Nodes;

namespace AiWebBuilder.Domain.Campaigns.Facts;

/// <summary>One thing that the owner stated.</summary>
/// <param name="Id">Made of what the brief says; a correction keeps the id of what it corrects.</param>
/// <param name="Kind">One of <see cref="FactKinds"/>.</param>
/// <param name="Value">An object or a string, as <c>docs/facts.md</c> says for the kind.</param>
/// <param name="Quote">The words that it stands in, verbatim; a person's own words where no brief has them.</param>
/// <param name="Source">One of <see cref="FactSources"/>.</param>
/// <param name="Field">The brief's field: <c>name, description, targetAudience, businessType, goals/0, brandGuidelines</c>; null: a person added it.</param>
/// <param name="Start">Where the quote begins in the field, in UTF-16 code units.</param>
/// <param name="Unsure">Something is stated here, but a person has to say what: not to be printed as it is.</param>
public sealed record Fact(
    string Id,
    string Kind,
    JsonNode Value,
    string Quote,
    string Source,
    string? Field = null,
    int Start = 0,
    bool Unsure = false
)
{
    /// <summary>In UTF-16 code units.</summary>
    public const int MaxQuote = 2_000;

    /// <summary>Behind the last code unit of the quote.</summary>
    public int End => Start + Quote.Length;
}
