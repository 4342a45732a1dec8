using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Origins;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Components.Generation;

/// <summary>
/// One component: each step is a variant, which becomes a version of it; all are made from the version that stood when they were asked
/// for. A component that has been locked or removed, or a campaign archived, while the model wrote gets nothing.
/// </summary>
internal sealed class ComponentTarget(
    IGenerationRunner runner,
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IComponentReads versions,
    ICampaignTurns turns,
    IBlocks blocks,
    IUploads uploads,
    ICurrentUser user,
    TimeProvider time
) : GenerationTarget<SectionDraft>(runner)
{
    public const string Type = "enhancement";
    public const string Job = "campaigns.generate_component";

    /// <summary>What a step of it is, beside the section that it is a variant of.</summary>
    /// <param name="BasedOn">The version that is reworked.</param>
    internal sealed record Variant(int Number, int BasedOn);

    public override string JobType => Job;

    public override string GenerationType => Type;

    /// <summary>The step's JSON: the section, and which variant of which version.</summary>
    public static string StepOf(PlannedSection section, Variant variant)
    {
        var step = JsonSerializer.SerializeToNode(section, Briefing.PromptJson)!.AsObject();
        step["variant"] = JsonSerializer.SerializeToNode(variant, Briefing.PromptJson);
        return step.ToJsonString(Briefing.PromptJson);
    }

    public override async Task<StepQuestion<SectionDraft>> AskAsync(
        GenerationState generation,
        IReadOnlyList<StepState> steps,
        CancellationToken cancellationToken
    )
    {
        var step = steps[0];
        var variant = VariantOf(step);
        if (
            generation is not { CampaignId: { } campaignId, ComponentId: { } componentId }
            || await campaigns.FindAsync(campaignId, cancellationToken) is not { } campaign
            || await versions.FindVersionAsync(componentId, variant.BasedOn, cancellationToken) is not { } from
        )
        {
            throw new DomainException(CampaignErrors.ComponentNotFound);
        }
        var section = SectionWriting.SectionOf(step);
        return SectionWriting.Ask(
            blocks,
            Briefing.Kept(campaign),
            await CampaignSite.ForWriterAsync(
                uploads,
                campaign,
                await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken),
                from.Props,
                cancellationToken
            ),
            generation.Instructions,
            [
                (
                    step.Id,
                    AskedOf(
                        section,
                        from.IsAttached,
                        from.Props is { } props ? blocks.Current(section.Kind, props) : null,
                        from.Code,
                        from.CssStyles,
                        variant.Number
                    )
                ),
            ]
        );
    }

    /// <summary>A section that is there already.</summary>
    public static AskedSection AskedOf(
        PlannedSection section,
        bool isAttached,
        JsonObject? props,
        string code,
        string? css,
        int variant
    ) =>
        new(
            section.Kind,
            section,
            CurrentProps: isAttached ? props ?? [] : null,
            CurrentHtml: isAttached ? null : code,
            CurrentCss: isAttached ? null : css,
            variant
        );

    public override async Task<Func<SectionDraft, AiCall?, Task>> PlaceAsync(
        GenerationState generation,
        StepState step,
        CancellationToken cancellationToken
    )
    {
        if (generation.ComponentId is { } own)
        {
            await turns.TakeForComponentAsync(own, cancellationToken);
        }
        if (
            generation.ComponentId is not { } id
            || await components.FindAsync(id, cancellationToken) is not { } component
            || await campaigns.FindAsync(component.CampaignId, cancellationToken) is not { } campaign
        )
        {
            throw new DomainException(CampaignErrors.ComponentNotFound);
        }
        component.EnsureUnlocked();
        if (campaign.Status == CampaignStatus.Archived)
        {
            throw new DomainException(CampaignErrors.Archived);
        }
        return async (draft, call) =>
        {
            var site = await SiteOfAsync(campaign, draft.Props, cancellationToken);
            var variant = VariantOf(step);
            component.AddVariant(
                SectionWriting.ContentOf(blocks, site, ComponentPlace.Of(component), draft, component.Content),
                chosen: variant.Number == 0,
                variant.BasedOn,
                SectionWriting.MetadataOf(generation, call),
                new WrittenBy(generation.Id, step.Id),
                user.ActorId,
                time.GetUtcNow()
            );
        };
    }

    private async Task<CampaignSite> SiteOfAsync(
        Campaign campaign,
        JsonObject? props,
        CancellationToken cancellationToken
    ) =>
        await CampaignSite.OfAsync(
            uploads,
            campaign,
            await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken),
            props,
            cancellationToken
        );

    private static Variant VariantOf(StepState step) =>
        JsonSerializer.Deserialize<VariantStep>(step.Section, Briefing.PromptJson)!.Variant;

    private sealed record VariantStep(Variant Variant);
}
