using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>Stores a written section as a component and books its cost: both or neither, and once.</summary>
[Requires(AiUsagePermissions.Spend)]
internal sealed record LandSection(
    Guid GenerationId,
    Guid CampaignId,
    Guid StepId,
    PlannedSection Section,
    SectionDraft Draft,
    AiAnswer Answer
) : ICommand;

internal sealed class LandSectionHandler(
    IGenerations generations,
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<LandSection, Done>
{
    public async Task<Done> Handle(LandSection request, CancellationToken cancellationToken)
    {
        if (await campaigns.FindAsync(request.CampaignId, cancellationToken) is not { } campaign)
        {
            await generations.FailStepAsync(
                request.GenerationId,
                request.StepId,
                "The campaign was deleted.",
                request.Answer,
                cancellationToken
            );
            return default;
        }
        if (!await generations.LandStepAsync(request.GenerationId, request.StepId, request.Answer, cancellationToken))
        {
            return default; // cancelled in the meantime, or another worker was first
        }
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var section = request.Section;
        var content = new ComponentContent(
            request.Draft.Name.Length is > 0 and <= 255 ? request.Draft.Name : section.Name,
            request.Draft.Html,
            request.Draft.Css,
            request.Draft.Props.ToJsonString(Briefing.PromptJson)
        );
        var metadata = JsonSerializer.Serialize(
            new
            {
                generationId = request.GenerationId,
                provider = request.Answer.Model.Provider,
                model = request.Answer.Model.Model,
                request.Answer.InputTokens,
                request.Answer.OutputTokens,
                request.Answer.CostUsd,
            },
            Briefing.PromptJson
        );
        var writtenBy = new WrittenBy(request.GenerationId, request.StepId);
        var now = time.GetUtcNow();
        // A new generation of the same section is the next version of what stands there, so that its history is kept. What this
        // generation made itself is left alone: a page may have two sections of one kind.
        var position = Math.Max(campaign.Plan!.Sections.ToList().IndexOf(section), 0);
        var present = own.FirstOrDefault(one =>
            one.Page == section.Page
            && one.Kind == section.Kind
            && !one.IsLocked
            && !one.AiGenerationMetadata.Contains(request.GenerationId.ToString(), StringComparison.Ordinal)
        );
        if (present is not null)
        {
            present.Regenerate(content, metadata, position, writtenBy, user.ActorId, now);
        }
        else
        {
            components.Add(
                CampaignComponent.Create(
                    request.StepId,
                    campaign.UserId,
                    campaign.Id,
                    content,
                    section.ComponentType,
                    section.Page,
                    section.Kind,
                    position,
                    "generated",
                    metadata,
                    user.ActorId,
                    now,
                    writtenBy: writtenBy
                )
            );
        }
        return default;
    }
}
