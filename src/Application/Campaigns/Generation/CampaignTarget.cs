using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Origins;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>
/// A whole campaign, page by page: each step is a section, which becomes a component. The component's id is the step's: it cannot be made twice.
/// </summary>
internal sealed class CampaignTarget(
    IGenerationRunner runner,
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    ICampaignTurns turns,
    IBlocks blocks,
    IUploads uploads,
    ICurrentUser user,
    TimeProvider time
) : GenerationTarget<SectionDraft>(runner)
{
    public const string Type = "campaign";
    public const string Job = "campaigns.generate";

    public override string JobType => Job;

    public override string GenerationType => Type;

    /// <summary>A page is written by one call.</summary>
    public override IReadOnlyList<StepState> Together(IReadOnlyList<StepState> pending)
    {
        var page = SectionWriting.SectionOf(pending[0]).Page;
        return [.. pending.Where(step => SectionWriting.SectionOf(step).Page == page)];
    }

    public override async Task<StepQuestion<SectionDraft>> AskAsync(
        GenerationState generation,
        IReadOnlyList<StepState> steps,
        CancellationToken cancellationToken
    )
    {
        var campaign = await FindAsync(generation, cancellationToken);
        var keyed = generation
            .Steps.Zip(SectionWriting.Keyed(generation.Steps.Select(SectionWriting.SectionOf)))
            .ToDictionary(one => one.First.Id, one => one.Second);
        return SectionWriting.Ask(
            blocks,
            Briefing.Kept(campaign),
            await CampaignSite.ForWriterAsync(
                uploads,
                campaign,
                await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken),
                props: null,
                cancellationToken
            ),
            generation.Instructions,
            [.. steps.Select(step => (step.Id, keyed[step.Id]))]
        );
    }

    /// <summary>What another page has already, and this one only repeats.</summary>
    public override async Task<IReadOnlyList<(StepState Step, SectionDraft Result)>> KnownAsync(
        GenerationState generation,
        IReadOnlyList<StepState> steps,
        CancellationToken cancellationToken
    )
    {
        var repeated = steps
            .Select(step => (Step: step, Section: SectionWriting.SectionOf(step)))
            .Where(one => one.Section.SameAs is not null)
            .ToArray();
        if (repeated.Length == 0)
        {
            return [];
        }
        var campaign = await FindAsync(generation, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        return
        [
            .. repeated
                .Select(one => (one.Step, Result: SectionWriting.TakenOver(blocks, one.Section, own)))
                .Where(one => one.Result is not null)
                .Select(one => (one.Step, one.Result!)),
        ];
    }

    public override async Task<Func<SectionDraft, AiCall?, Task>> PlaceAsync(
        GenerationState generation,
        StepState step,
        CancellationToken cancellationToken
    )
    {
        if (generation.CampaignId is { } id)
        {
            // Its look may be changing: what lands is laid out in the new one.
            await turns.TakeForAllAsync(id, cancellationToken);
        }
        var campaign = await FindAsync(generation, cancellationToken);
        return (draft, call) => PutAsync(campaign, generation, step, draft, call, cancellationToken);
    }

    public override string? LeftOut(SectionDraft result) => result.LeftOut;

    /// <summary>
    /// The campaign can be worked on again. It is ready when it holds anything, be it from this generation or an earlier one. What was
    /// planned and has not been written is no target of links any more.
    /// </summary>
    public override async Task EndedAsync(EndedGeneration generation, CancellationToken cancellationToken)
    {
        if (generation.CampaignId is not { } id)
        {
            return;
        }
        await turns.TakeForAllAsync(id, cancellationToken);
        if (await campaigns.FindAsync(id, cancellationToken) is not { } campaign)
        {
            return;
        }
        var own = await components.ListAsync(new ComponentsOfCampaign(id), cancellationToken);
        campaign.EndGeneration(own.Count > 0);
        if (
            own.Count > 0
            && campaign.Plan!.Sections.Any(section =>
                !own.Any(one => one.Page == section.Page && one.Kind == section.Kind)
            )
        )
        {
            var site = (
                await CampaignSite.OfAsync(uploads, campaign, own, props: null, cancellationToken)
            ).WithoutUnwritten();
            foreach (var component in own.Where(one => one.IsAttached))
            {
                component.Restyle(blocks.LayAnew(site, ComponentPlace.Of(component), component.Content));
            }
        }
    }

    private async Task<Campaign> FindAsync(GenerationState generation, CancellationToken cancellationToken) =>
        generation.CampaignId is { } id
            ? await campaigns.RequireAsync(id, cancellationToken)
            : throw new DomainException(CampaignErrors.NotFound);

    private async Task PutAsync(
        Campaign campaign,
        GenerationState generation,
        StepState step,
        SectionDraft draft,
        AiCall? call,
        CancellationToken cancellationToken
    )
    {
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var section = SectionWriting.SectionOf(step);
        var metadata = SectionWriting.MetadataOf(generation, call);
        var writtenBy = new WrittenBy(generation.Id, step.Id);
        var now = time.GetUtcNow();
        // A new generation of the same section is the next version of what stands there, so that its history is kept. What this
        // generation made itself is left alone: a page may have two sections of one kind.
        var position = Math.Max(
            campaign
                .Plan!.Sections.ToList()
                .FindIndex(one => one.Page == section.Page && one.Kind == section.Kind && one.Name == section.Name),
            0
        );
        var present = own.FirstOrDefault(one =>
            one.Page == section.Page
            && one.Kind == section.Kind
            && !one.IsLocked
            && !one.AiGenerationMetadata.Contains(generation.Id.ToString(), StringComparison.Ordinal)
        );
        var anchor = present?.Anchor ?? CampaignComponent.AnchorFor(section.Kind, section.Page, own);
        var content = SectionWriting.ContentOf(
            blocks,
            await CampaignSite.OfAsync(uploads, campaign, own, draft.Props, cancellationToken),
            new ComponentPlace(section.Page, section.Kind, anchor),
            draft,
            present?.Content ?? new(section.Name, "", CssStyles: null, "{}", IsAttached: true)
        );
        if (present is not null)
        {
            present.Regenerate(content, metadata, position, writtenBy, user.ActorId, now);
            return;
        }
        components.Add(
            CampaignComponent.Create(
                step.Id,
                campaign.UserId,
                campaign.Id,
                content,
                section.ComponentType,
                section.Page,
                section.Kind,
                anchor,
                position,
                "generated",
                metadata,
                user.ActorId,
                now,
                writtenBy: writtenBy
            )
        );
    }
}
