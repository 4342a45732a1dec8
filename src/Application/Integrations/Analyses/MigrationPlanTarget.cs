using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Integrations.Analyses;

namespace AiWebBuilder.Application.Integrations.Analyses;

/// <summary>Assessments of a migration, and its plan.</summary>
internal sealed class MigrationPlanTarget(
    IGenerationRunner runner,
    AnalysisCounting counting,
    IRepository<PlatformAnalysis> analyses,
    IUnitOfWork unitOfWork,
    TimeProvider time
) : AnalysisTarget(runner, counting, analyses, unitOfWork, time)
{
    public const string Type = "migration_plan";
    public const string Job = "integrations.assess_migration";

    public override string JobType => Job;

    public override string GenerationType => Type;
}
