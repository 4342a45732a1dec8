using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>Starts a background job that writes the campaign's components. Follow it with GET /v1/generations/{id}/events.</summary>
/// <param name="ReferenceImages">
/// Pictures to look at; its pages show those of them that are uploads. Null: it shows those of the plan, or those that the campaign was planned with.
/// </param>
/// <param name="ReferenceFiles">
/// The files that its first page offers for download; null: those of the plan, or those that the campaign was planned with.
/// </param>
/// <exception cref="DomainException">
/// NotFound: the campaign, or an upload among the reference images and files; Validation <c>ai.images_too_large</c>; Conflict when one is under way
/// or the campaign is archived; PaymentRequired when the plan's month is used up.
/// </exception>
[Requires(AiUsagePermissions.Spend)]
public sealed record StartGeneration(
    Guid CampaignId,
    string? Model,
    CampaignPlan? Plan,
    string? Instructions,
    IReadOnlyList<string>? ReferenceImages,
    IReadOnlyList<string>? ReferenceFiles
) : ICommand<StartedGeneration>;

internal sealed class StartGenerationValidator : AbstractValidator<StartGeneration>
{
    public StartGenerationValidator(IBlocks blocks)
    {
        RuleFor(start => start.Model).MaximumLength(100);
        RuleFor(start => start.Instructions).MaximumLength(5_000);
        Include(
            new ReferencedUploadsValidator<StartGeneration>(
                start => start.ReferenceImages,
                start => start.ReferenceFiles
            )
        );
        When(
            start => start.Plan is not null,
            () =>
            {
                RuleFor(start => start.Plan!.Pages)
                    .Must(pages => pages.Count is >= 1 and <= 22 && pages.All(page => page is not null));
                RuleFor(start => start.Plan!.Sections)
                    .Must(sections => sections.Count is >= 1 and <= 250 && sections.All(section => section is not null))
                    .WithMessage("A plan must have 1 to 250 sections.");
            }
        );
        // JSON lists may hold null; the rules above have refused it.
        When(
            start =>
                start.Plan is { } plan
                && plan.Pages.All(page => page is not null)
                && plan.Sections.All(section => section is not null),
            () =>
            {
                RuleForEach(start => start.Plan!.Pages)
                    .Must(page => PageKeys.IsValid(page.Key) && page.Title.Length is >= 1 and <= 255)
                    .WithMessage("A page key may only have lower-case letters, digits and hyphens.")
                    .Must(page => PageKinds.All.Contains(page.Kind))
                    .WithMessage($"A page's kind is one of {string.Join(", ", PageKinds.All)}.");
                RuleForEach(start => start.Plan!.Sections)
                    .Must((start, section) => start.Plan!.Pages.Any(page => page.Key == section.Page))
                    .WithMessage("A section must be on a page of the plan.")
                    .Must(section => blocks.Find(section.Kind) is not null)
                    .WithMessage("A section's kind must be the kind of a block: GET /v1/blocks lists them.")
                    .Must(section => ComponentTypes.All.Contains(section.ComponentType))
                    .WithMessage($"componentType must be one of {string.Join(", ", ComponentTypes.All)}.")
                    .Must(
                        (start, section) =>
                            blocks.Find(section.Kind) is not { } block
                            || (block.ComponentType == ComponentTypes.Email) == start.Plan!.HasEmail(section.Page)
                                && (section.ComponentType == ComponentTypes.Email)
                                    == (block.ComponentType == ComponentTypes.Email)
                    )
                    .WithMessage(
                        $"Blocks whose kinds begin with e- are parts of e-mails: they have the componentType {ComponentTypes.Email} and stand on pages of the kind email, and no others do."
                    )
                    .Must(section => section.SameAs is not { } page || (PageKeys.IsValid(page) && page != section.Page))
                    .WithMessage("sameAs must be the key of another page.")
                    .Must(section => section.Name.Length is >= 1 and <= 255 && section.Purpose.Length <= 1000)
                    .WithMessage("A section's name may have at most 255 characters, and its purpose at most 1,000.");
            }
        );
    }
}

internal static class PageKeys
{
    public static bool IsValid(string key) =>
        key.Length is >= 1 and <= 100
        && key.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}

internal sealed class StartGenerationHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IGenerations generations,
    IAiModels models,
    IPlanLimits limits,
    IUploads uploads,
    IBlocks blocks,
    TimeProvider time
) : ICommandHandler<StartGeneration, StartedGeneration>
{
    public async Task<StartedGeneration> Handle(StartGeneration request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var model = await models.ChooseAsync(request.Model, cancellationToken);
        var referenced = await ReferencedUploads.OfAsync(
            uploads,
            request.ReferenceImages,
            request.ReferenceFiles,
            request.Plan,
            campaign.Plan,
            cancellationToken
        );
        var briefed = Briefing.For(campaign, referenced);
        var (_, plan, theme, _) = briefed = briefed with { Plan = request.Plan?.Saying(briefed.Plan) ?? briefed.Plan };

        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        foreach (var section in plan.Sections)
        {
            ComponentPages.EnsureFits(section.Page, section.ComponentType, own, plan);
        }
        // What a person has locked stays, and is not made a second time.
        var locked = own.Where(component => component.IsLocked).ToArray();
        var sections = plan
            .Sections.Where(section => !locked.Any(one => one.Page == section.Page && one.Kind == section.Kind))
            .ToArray();
        var toWrite = SectionWriting.ToWrite(blocks, sections, own);
        var estimate = models.Estimate(
            model,
            SectionWriting.CallsFor(blocks, briefed, CampaignSite.Of(briefed, own), request.Instructions, toWrite),
            toWrite.Count,
            Briefing.ShortAnswer,
            images: request.ReferenceImages?.Count ?? 0
        );
        await models.RequireOpenAsync(model, cancellationToken);
        campaign.BeginGeneration(plan, theme);
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);
        await limits.TakeAsync(PlanResource.Campaigns, cancellationToken);
        return await generations.StartAsync(
            new NewGeneration(
                CampaignTarget.Job,
                CampaignTarget.Type,
                campaign.Id,
                ComponentId: null,
                request.Instructions,
                request.ReferenceImages ?? [],
                model,
                estimate,
                [
                    .. sections.Select(section =>
                        (time.NewId(), section.Name, JsonSerializer.Serialize(section, Briefing.PromptJson))
                    ),
                ]
            ),
            cancellationToken
        );
    }
}
