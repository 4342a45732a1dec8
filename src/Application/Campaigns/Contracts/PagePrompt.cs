using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>
/// The user message of every generation request, as JSON: data only, so that nothing in a brief reads as an instruction. Every provider gets
/// the same document, the offline generator too. What all pages of a campaign share comes first, in the same bytes, so that providers' prompt
/// caches serve it. The answer is an object with a <see cref="SectionDraft"/> for the key of each section.
/// </summary>
/// <param name="Facts">What the owner has stated, by the ids that props name it by.</param>
/// <param name="Plan">The outline: all pages and sections.</param>
/// <param name="Blocks">The JSON Schemas of the blocks' props, by kind; what they share is in <c>$defs</c>.</param>
/// <param name="Instruction">What a person asked for.</param>
/// <param name="Standing">What stands already: all texts of the other sections of the page, the headings of the other pages.</param>
/// <param name="Sections">Those to write now, of one page.</param>
public sealed record PagePrompt(
    Brief Brief,
    string? Instruction,
    Theme Theme,
    IReadOnlyList<BlockFact> Facts,
    CampaignPlan Plan,
    JsonObject Blocks,
    IReadOnlyList<StandingSection> Standing,
    IReadOnlyList<AskedSection> Sections
)
{
    /// <summary>The owner's uploads that sections may show, the newest first.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<PromptImage> Images { get; init; } = [];

    /// <summary>The owner's uploads that sections may offer for download, the newest first.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<PromptFile> Files { get; init; } = [];
}

/// <summary>An upload, by the id that props name it by.</summary>
/// <param name="Alt">What it shows, in the owner's words; null: nobody has said.</param>
public sealed record PromptImage(Guid Id, int Width, int Height, string? Alt);
