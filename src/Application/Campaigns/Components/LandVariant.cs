using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>
/// Stores a variant as a version of its component and books its cost: both or neither, and once. A component that has been
/// locked or removed, or a campaign archived, while the model wrote gets nothing, and nothing is charged.
/// </summary>
[Requires(AiUsagePermissions.Spend)]
internal sealed record LandVariant(
    Guid GenerationId,
    Guid StepId,
    Guid ComponentId,
    int BasedOn,
    bool IsFirst,
    SectionDraft Draft,
    AiAnswer Answer
) : ICommand;

internal sealed class LandVariantHandler(
    IGenerations generations,
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<LandVariant, Done>
{
    public async Task<Done> Handle(LandVariant request, CancellationToken cancellationToken)
    {
        var component = await components.FindAsync(request.ComponentId, cancellationToken);
        var campaign = component is null ? null : await campaigns.FindAsync(component.CampaignId, cancellationToken);
        if (component is null || campaign is null || WhyNot(component, campaign) is not null)
        {
            await generations.FailStepAsync(
                request.GenerationId,
                request.StepId,
                component is null || campaign is null
                    ? CampaignErrors.ComponentNotFound.Message
                    : WhyNot(component, campaign)!.Message,
                request.Answer,
                cancellationToken
            );
            return default;
        }
        if (!await generations.LandStepAsync(request.GenerationId, request.StepId, request.Answer, cancellationToken))
        {
            return default; // cancelled, or another worker was first
        }
        var (draft, answer) = (request.Draft, request.Answer);
        component.AddVariant(
            new ComponentContent(
                draft.Name.Length is > 0 and <= 255 ? draft.Name : component.Name,
                draft.Html,
                draft.Css,
                draft.Props.ToJsonString(Briefing.PromptJson)
            ),
            request.IsFirst,
            request.BasedOn,
            JsonSerializer.Serialize(
                new
                {
                    generationId = request.GenerationId,
                    provider = answer.Model.Provider,
                    model = answer.Model.Model,
                    answer.InputTokens,
                    answer.OutputTokens,
                    answer.CostUsd,
                },
                Briefing.PromptJson
            ),
            new WrittenBy(request.GenerationId, request.StepId),
            user.ActorId,
            time.GetUtcNow()
        );
        return default;
    }

    private static Error? WhyNot(CampaignComponent component, Campaign campaign) =>
        component.IsLocked ? CampaignErrors.ComponentLocked
        : campaign.Status == CampaignStatus.Archived ? CampaignErrors.Archived
        : null;
}
