using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Components.Generation;

/// <summary>
/// Starts a background job that rewrites one component by an instruction. Each variant becomes a version with the generation's
/// id; the first is shown immediately, the others wait until one is restored. Nothing else in the campaign changes.
/// </summary>
/// <param name="Instruction">What to change, in the person's words; 1–5,000 characters.</param>
/// <param name="Variants">1–3; 1 when absent.</param>
/// <exception cref="DomainException">
/// NotFound; Conflict: locked, archived, or this component or the whole campaign is being generated; Validation: the model;
/// PaymentRequired <c>plan.over_limit</c>.
/// </exception>
[Requires(AiUsagePermissions.Spend)]
public sealed record StartComponentGeneration(Guid ComponentId, string Instruction, int? Variants, string? Model)
    : ICommand<StartedGeneration>;

internal sealed class StartComponentGenerationValidator : AbstractValidator<StartComponentGeneration>
{
    public StartComponentGenerationValidator()
    {
        RuleFor(start => start.Instruction).NotEmpty().MaximumLength(5_000);
        RuleFor(start => start.Variants)
            .Must(variants => variants is null or (>= 1 and <= 3))
            .WithMessage("variants must be 1, 2 or 3.");
        RuleFor(start => start.Model).MaximumLength(100);
    }
}

internal sealed class StartComponentGenerationHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IGenerations generations,
    IAiModels models,
    IBlocks blocks,
    IPlanLimits limits,
    TimeProvider time
) : ICommandHandler<StartComponentGeneration, StartedGeneration>
{
    public async Task<StartedGeneration> Handle(StartComponentGeneration request, CancellationToken cancellationToken)
    {
        var component = await components.RequireAsync(request.ComponentId, cancellationToken);
        var campaign = await campaigns.RequireAsync(component.CampaignId, cancellationToken);
        campaign.EnsureComponentsCanBeGenerated();
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);
        component.EnsureUnlocked();
        if (await generations.IsUnderWayAsync(campaign.Id, component.Id, cancellationToken))
        {
            throw new DomainException(CampaignErrors.ComponentGenerating);
        }
        var model = await models.ChooseAsync(request.Model, cancellationToken);
        await models.RequireOpenAsync(model, cancellationToken);
        var briefed = Briefing.Kept(campaign);
        var purpose = briefed.Plan.Sections.FirstOrDefault(section =>
            section.Page == component.Page && section.Kind == component.Kind
        );
        var section = new PlannedSection(
            component.Page,
            component.Kind,
            component.ComponentType,
            component.Name,
            purpose?.Purpose ?? ""
        );
        var variants = request.Variants ?? 1;
        var question = SectionWriting.Ask(
            blocks,
            briefed,
            CampaignSite.Of(
                briefed,
                await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken)
            ),
            request.Instruction.Trim(),
            [
                (
                    component.Id,
                    ComponentTarget.AskedOf(
                        section,
                        component.IsAttached,
                        blocks.Current(component.Kind, JsonNode.Parse(component.Props)!.AsObject()),
                        component.Code,
                        component.CssStyles,
                        variant: 0
                    )
                ),
            ]
        );
        var estimate = models.Estimate(
            model,
            [.. Enumerable.Repeat(question.Prompt, variants)],
            variants,
            Briefing.ShortAnswer
        );
        return await generations.StartAsync(
            new NewGeneration(
                ComponentTarget.Job,
                ComponentTarget.Type,
                campaign.Id,
                component.Id,
                request.Instruction.Trim(),
                [],
                model,
                estimate,
                [
                    .. Enumerable
                        .Range(0, variants)
                        .Select(number =>
                            (
                                time.NewId(),
                                component.Name,
                                ComponentTarget.StepOf(section, new ComponentTarget.Variant(number, component.Version))
                            )
                        ),
                ]
            ),
            cancellationToken
        );
    }
}
