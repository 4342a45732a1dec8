using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Analyses;
using Ardalis.Specification;

namespace AiWebBuilder.Application.Integrations.Analyses;

/// <summary>The analyses of a connection, newest first: without their facts and single contents.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IntegrationsPermissions.Read)]
public sealed record ListAnalyses(Guid IntegrationId, int? Limit, string? Cursor) : IQuery<Page<AnalysisView>>;

internal sealed class ListAnalysesHandler(
    IRepository<PlatformIntegration> integrations,
    IRepository<PlatformAnalysis> analyses
) : IQueryHandler<ListAnalyses, Page<AnalysisView>>
{
    public async Task<Page<AnalysisView>> Handle(ListAnalyses request, CancellationToken cancellationToken)
    {
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var (at, id) = page.Before;
        var rows = await analyses.ListAsync(
            new NewestBefore(integration.Id, at, id, page.Limit + 1),
            cancellationToken
        );
        return page.ToPage(
            [.. rows.Select(AnalysisView.Of).Select(Shortened)],
            analysis => new Keyset(analysis.CreatedAt, analysis.Id)
        );
    }

    private static AnalysisView Shortened(AnalysisView analysis) =>
        analysis with
        {
            Facts = [],
            CampaignsAnalyzed = [],
            MigrationAssessment = analysis.MigrationAssessment is { } assessed ? assessed with { Fates = [] } : null,
        };

    private sealed class NewestBefore : Specification<PlatformAnalysis>
    {
        public NewestBefore(Guid integrationId, DateTimeOffset at, Guid id, int most) =>
            Query
                .Where(analysis =>
                    analysis.IntegrationId == integrationId
                    && (analysis.CreatedAt < at || analysis.CreatedAt == at && analysis.Id.CompareTo(id) < 0)
                )
                .OrderByDescending(analysis => analysis.CreatedAt)
                .ThenByDescending(analysis => analysis.Id)
                .Take(most);
    }
}
