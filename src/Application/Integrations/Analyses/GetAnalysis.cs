using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Analyses;

namespace AiWebBuilder.Application.Integrations.Analyses;

/// <summary>An analysis: how far it is, what was counted, and what it recommends.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IntegrationsPermissions.Read)]
public sealed record GetAnalysis(Guid AnalysisId) : IQuery<AnalysisView>;

internal sealed class GetAnalysisHandler(IRepository<PlatformAnalysis> analyses)
    : IQueryHandler<GetAnalysis, AnalysisView>
{
    public async Task<AnalysisView> Handle(GetAnalysis request, CancellationToken cancellationToken) =>
        AnalysisView.Of(await analyses.RequireAsync(request.AnalysisId, cancellationToken));
}

internal static class AnalysisRepositories
{
    /// <exception cref="DomainException">NotFound: none, or another account's.</exception>
    public static async Task<PlatformAnalysis> RequireAsync(
        this IRepository<PlatformAnalysis> analyses,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        await analyses.FindAsync(id, cancellationToken)
        ?? throw new DomainException(IntegrationErrors.AnalysisNotFound);
}
