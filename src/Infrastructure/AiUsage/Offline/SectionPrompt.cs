using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Prompts;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>One section of a <see cref="PagePrompt"/>.</summary>
internal sealed record SectionPrompt(
    Brief Brief,
    CampaignPlan Plan,
    PromptTheme Theme,
    IReadOnlyList<BlockFact> Facts,
    PlannedSection Section,
    int Variant = 0
)
{
    /// <summary>The owner's uploads that sections may offer.</summary>
    public IReadOnlyList<PromptFile> Files { get; init; } = [];

    /// <summary>The owner's uploads that sections may show.</summary>
    public IReadOnlyList<PromptImage> Images { get; init; } = [];
}
