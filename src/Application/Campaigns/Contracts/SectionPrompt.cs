using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>
/// The user message of every generation request, as JSON: data only, so that nothing in a brief reads as an instruction.
/// Every provider gets the same document, the offline generator too. What all sections of a campaign share comes first, in the same bytes,
/// so that providers' prompt caches serve it.
/// </summary>
/// <param name="Facts">What the owner has stated, by the ids that props name it by.</param>
/// <param name="Section">The one to write now.</param>
/// <param name="Block">The JSON Schema of the section's props; null for an e-mail and for a section that is code.</param>
/// <param name="Instruction">What a person asked to change, when an existing section is reworked.</param>
/// <param name="CurrentProps">The section as it stands, when it is reworked.</param>
/// <param name="CurrentHtml">The e-mail, or the code that somebody wrote, as it stands, when it is reworked.</param>
/// <param name="Variant">0 for the first try; 1 and 2 for further variants, which must differ.</param>
public sealed record SectionPrompt(
    Brief Brief,
    CampaignPlan Plan,
    Theme Theme,
    IReadOnlyList<BlockFact> Facts,
    PlannedSection Section,
    JsonObject? Block = null,
    string? Instruction = null,
    JsonObject? CurrentProps = null,
    string? CurrentHtml = null,
    string? CurrentCss = null,
    int Variant = 0
);
