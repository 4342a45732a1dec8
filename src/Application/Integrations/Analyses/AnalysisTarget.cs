using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Analyses.Facts;
using AiWebBuilder.Application.Integrations.Analyses.Writing;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Analyses;
using Ardalis.Specification;

namespace AiWebBuilder.Application.Integrations.Analyses;

/// <summary>
/// An analysis is a generation of one step: before it everything is counted, and kept; then a writer makes text of the facts. A worker that takes
/// over does not count again what is counted, and does not ask again what is answered.
/// </summary>
internal abstract class AnalysisTarget(
    IGenerationRunner runner,
    AnalysisCounting counting,
    IRepository<PlatformAnalysis> analyses,
    IUnitOfWork unitOfWork,
    TimeProvider time
) : GenerationTarget<AnalysisDraft>(runner)
{
    /// <summary>The target of a type of analysis, by its job and its generation type.</summary>
    public static (string Job, string Generation) Of(string analysisType) =>
        analysisType == AnalysisTypes.Migration
            ? (MigrationPlanTarget.Job, MigrationPlanTarget.Type)
            : (AuditTarget.Job, AuditTarget.Type);

    public override async Task PrepareAsync(Guid generationId, JobContext job, CancellationToken cancellationToken)
    {
        if (!await IsWantedAsync())
        {
            return;
        }
        await counting.CountAsync(
            generationId,
            async percent =>
            {
                if (!await IsWantedAsync())
                {
                    throw new DomainException(IntegrationErrors.AnalysisNotFound);
                }
                await counting.ReportAsync(job.Id, percent, cancellationToken);
            },
            cancellationToken
        );

        Task<bool> IsWantedAsync() =>
            unitOfWork.ReadAsync(
                async () => await FindAsync(generationId, cancellationToken) is { IsProcessing: true, Facts: null },
                cancellationToken
            );
    }

    public override async Task<StepQuestion<AnalysisDraft>> AskAsync(
        GenerationState generation,
        IReadOnlyList<StepState> steps,
        CancellationToken cancellationToken
    )
    {
        var analysis = await RequireAsync(generation.Id, cancellationToken);
        var counted = AnalysisJson.Read<CountedFacts>(analysis.Facts!);
        return AnalysisQuestion.Ask(steps[0].Id, analysis.AnalysisType, counted, AnalysisWords.For(counted.Language));
    }

    public override async Task<Func<AnalysisDraft, AiCall?, Task>> PlaceAsync(
        GenerationState generation,
        StepState step,
        CancellationToken cancellationToken
    )
    {
        var analysis = await RequireAsync(generation.Id, cancellationToken);
        return (draft, call) =>
        {
            analysis.Write(
                JsonSerializer.Serialize(new AnalysisSummary(draft.Summary), AnalysisJson.Options),
                JsonSerializer.Serialize(draft.Recommendations, AnalysisJson.Options),
                analysis.MigrationAssessment is { } assessed
                    ? JsonSerializer.Serialize(
                        AnalysisJson.Read<MigrationAssessment>(assessed) with
                        {
                            Plan = draft.MigrationPlan,
                        },
                        AnalysisJson.Options
                    )
                    : null,
                call?.Model.Model ?? generation.Model.Model
            );
            return Task.CompletedTask;
        };
    }

    public override async Task EndedAsync(EndedGeneration generation, CancellationToken cancellationToken)
    {
        if (await FindAsync(generation.Id, cancellationToken) is { } analysis)
        {
            analysis.Cost(generation.Cost);
            analysis.End(generation.Status, generation.Error, time.GetUtcNow());
        }
    }

    public override async Task PaidAsync(Guid generationId, decimal cost, CancellationToken cancellationToken) =>
        (await FindAsync(generationId, cancellationToken))?.Cost(cost);

    private async Task<PlatformAnalysis> RequireAsync(Guid generationId, CancellationToken cancellationToken) =>
        await FindAsync(generationId, cancellationToken)
        ?? throw new DomainException(IntegrationErrors.AnalysisNotFound);

    private Task<PlatformAnalysis?> FindAsync(Guid generationId, CancellationToken cancellationToken) =>
        analyses.FirstOrDefaultAsync(new AnalysisOfGeneration(generationId), cancellationToken);
}

/// <summary>The one that a generation writes.</summary>
internal sealed class AnalysisOfGeneration : Specification<PlatformAnalysis>
{
    public AnalysisOfGeneration(Guid generationId) => Query.Where(analysis => analysis.GenerationId == generationId);
}
