using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Planning;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>Proposes pages and sections with an estimate of their cost. Spends nothing and changes nothing.</summary>
/// <param name="ReferenceImages">
/// The owner's pictures that its pages show, and others to look at; null: those that the campaign was planned with.
/// </param>
/// <param name="ReferenceFiles">The files that its first page offers for download; null: those that the campaign was planned with.</param>
[Requires(CampaignsPermissions.Read)]
public sealed record PlanCampaign(
    Guid CampaignId,
    string? Model,
    IReadOnlyList<string>? ReferenceImages,
    IReadOnlyList<string>? ReferenceFiles
) : IQuery<PlanView>;

internal sealed class PlanCampaignValidator : AbstractValidator<PlanCampaign>
{
    public PlanCampaignValidator() =>
        Include(
            new ReferencedUploadsValidator<PlanCampaign>(plan => plan.ReferenceImages, plan => plan.ReferenceFiles)
        );
}

/// <summary>What would be made, and what it would cost.</summary>
/// <param name="Questions">What such pages need and nobody has said yet, at most three; answered by <c>PUT</c> of the facts.</param>
public sealed record PlanView(
    IReadOnlyList<PlannedPage> Pages,
    IReadOnlyList<PlannedSection> Sections,
    IReadOnlyList<PlanQuestion> Questions,
    EstimateView Estimate
);

internal sealed class PlanCampaignHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IAiModels models,
    IUploads uploads,
    IBlocks blocks
) : IQueryHandler<PlanCampaign, PlanView>
{
    public async Task<PlanView> Handle(PlanCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var model = await models.ChooseAsync(request.Model, cancellationToken);
        var referenced = await ReferencedUploads.OfAsync(
            uploads,
            request.ReferenceImages,
            request.ReferenceFiles,
            plan: null,
            campaign.Plan,
            cancellationToken
        );
        var briefed = Briefing.For(campaign, referenced);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var toWrite = SectionWriting.ToWrite(blocks, briefed.Plan.Sections, own);
        var calls = SectionWriting.CallsFor(blocks, briefed, CampaignSite.Of(briefed, own), instruction: null, toWrite);
        return new PlanView(
            briefed.Plan.Pages,
            briefed.Plan.Sections,
            PlanQuestion.Of(briefed.Brief, briefed.Facts.All),
            models.Estimate(
                model,
                calls,
                toWrite.Count,
                Briefing.ShortAnswer,
                images: request.ReferenceImages?.Count ?? 0
            )
        );
    }
}
