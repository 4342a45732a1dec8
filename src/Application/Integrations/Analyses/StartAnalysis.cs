using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations.Analyses.Writing;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Analyses;
using Ardalis.Specification;
using FluentValidation;

namespace AiWebBuilder.Application.Integrations.Analyses;

/// <summary>
/// Counts what the last sync found and what visitors see of it, and has a model write what that means. While one of the type runs, it is the
/// answer to whoever asks for another; other types run beside it.
/// </summary>
/// <param name="Model">Null: the usual one.</param>
/// <exception cref="DomainException">
/// NotFound; Conflict <c>integrations.nothing_synced</c>, <c>ai.shut_off</c>; Validation: the model; PaymentRequired: a cap, the plan.
/// </exception>
[Requires(AiUsagePermissions.Spend)]
public sealed record StartAnalysis(Guid IntegrationId, string AnalysisType, string? Model) : ICommand<AnalysisView>;

internal sealed class StartAnalysisValidator : AbstractValidator<StartAnalysis>
{
    public StartAnalysisValidator()
    {
        RuleFor(start => start.AnalysisType)
            .Must(type => AnalysisTypes.All.Contains(type))
            .WithMessage($"analysisType must be one of {string.Join(", ", AnalysisTypes.All)}.");
        RuleFor(start => start.Model).MaximumLength(100);
    }
}

internal sealed class StartAnalysisHandler(
    IRepository<PlatformIntegration> integrations,
    IRepository<PlatformAnalysis> analyses,
    IGenerations generations,
    IAiModels models,
    IPlanLimits limits,
    TimeProvider time
) : ICommandHandler<StartAnalysis, AnalysisView>
{
    public async Task<AnalysisView> Handle(StartAnalysis request, CancellationToken cancellationToken)
    {
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        await limits.RequireEditableAsync(PlanResource.Integrations, integration.Id, cancellationToken);
        // Whoever comes at the same moment breaks the index that allows one, and finds it here the next time.
        if (
            await analyses.FirstOrDefaultAsync(
                new RunningAnalysis(integration.Id, request.AnalysisType),
                cancellationToken
            ) is
            { } running
        )
        {
            return AnalysisView.Of(running);
        }
        if (integration.LastSyncAt is null)
        {
            throw new DomainException(IntegrationErrors.NothingSynced);
        }
        var model = await models.ChooseAsync(request.Model, cancellationToken);
        await models.RequireOpenAsync(model, cancellationToken);
        var (shortest, longest) = AnalysisQuestion.Bounds();
        var estimate = models.Estimate(model, [longest], 1, AnalysisQuestion.ShortAnswer);
        var least = models.Estimate(model, [shortest], 1, AnalysisQuestion.ShortAnswer).MinCost;
        estimate = estimate with { MinCost = least, Section = estimate.Section with { MinCost = least } };
        var analysis = PlatformAnalysis.Start(
            time.NewId(),
            integration,
            request.AnalysisType,
            model.Model,
            time.GetUtcNow()
        );
        analyses.Add(analysis);
        var (job, generation) = AnalysisTarget.Of(request.AnalysisType);
        var started = await generations.StartAsync(
            new NewGeneration(
                job,
                generation,
                CampaignId: null,
                ComponentId: null,
                Instructions: null,
                [],
                model,
                estimate,
                [
                    (
                        analysis.Id,
                        AnalysisWords.For(null).Types[request.AnalysisType],
                        JsonSerializer.Serialize(new { request.AnalysisType }, AnalysisJson.Options)
                    ),
                ]
            ),
            cancellationToken
        );
        analysis.IsWrittenBy(started.Id, started.JobId);
        return AnalysisView.Of(analysis) with { Estimate = estimate };
    }
}

/// <summary>The one of this type that is being made of a connection.</summary>
internal sealed class RunningAnalysis : Specification<PlatformAnalysis>
{
    public RunningAnalysis(Guid integrationId, string analysisType) =>
        Query.Where(analysis =>
            analysis.IntegrationId == integrationId
            && analysis.AnalysisType == analysisType
            && analysis.Status == AnalysisStatus.Processing
        );
}
