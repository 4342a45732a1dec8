using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Integrations.Analyses;

namespace AiWebBuilder.Application.Integrations.Analyses;

/// <summary>Audits of a site and of its campaigns.</summary>
internal sealed class AuditTarget(
    IGenerationRunner runner,
    AnalysisCounting counting,
    IRepository<PlatformAnalysis> analyses,
    IUnitOfWork unitOfWork,
    TimeProvider time
) : AnalysisTarget(runner, counting, analyses, unitOfWork, time)
{
    public const string Type = "analysis";
    public const string Job = "integrations.analyse";

    public override string JobType => Job;

    public override string GenerationType => Type;
}
