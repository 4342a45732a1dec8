using AiWebBuilder.Application.Campaigns.Contracts.Documents;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Analyses.Facts;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Analyses;

namespace AiWebBuilder.Application.Integrations.Analyses.Reports;

/// <summary>The analysis as a page to read and print: one HTML document without scripts, in the product's own blocks.</summary>
/// <exception cref="DomainException">NotFound; Conflict <c>integrations.analysis_not_ready</c>.</exception>
[Requires(IntegrationsPermissions.Read)]
public sealed record GetAnalysisReport(Guid AnalysisId) : IQuery<string>;

internal sealed class GetAnalysisReportHandler(IRepository<PlatformAnalysis> analyses, IBlockDocuments documents)
    : IQueryHandler<GetAnalysisReport, string>
{
    public async Task<string> Handle(GetAnalysisReport request, CancellationToken cancellationToken)
    {
        var analysis = await analyses.RequireAsync(request.AnalysisId, cancellationToken);
        if (analysis is not { Status: AnalysisStatus.Completed, Facts: { } facts })
        {
            throw new DomainException(IntegrationErrors.AnalysisNotReady);
        }
        var counted = AnalysisJson.Read<CountedFacts>(facts);
        return documents.Compose(
            AnalysisReport.Of(AnalysisView.Of(analysis), counted, AnalysisWords.For(counted.Language))
        );
    }
}
