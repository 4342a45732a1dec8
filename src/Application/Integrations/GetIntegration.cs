using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations;

/// <summary>A connection to a platform. Its credentials are never shown.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IntegrationsPermissions.Read)]
public sealed record GetIntegration(Guid IntegrationId) : IQuery<IntegrationView>;

internal sealed class GetIntegrationHandler(IRepository<PlatformIntegration> integrations)
    : IQueryHandler<GetIntegration, IntegrationView>
{
    public async Task<IntegrationView> Handle(GetIntegration request, CancellationToken cancellationToken) =>
        IntegrationView.Of(await integrations.RequireAsync(request.IntegrationId, cancellationToken));
}

internal static class IntegrationRepositories
{
    /// <exception cref="DomainException">NotFound: none, or another account's.</exception>
    public static async Task<PlatformIntegration> RequireAsync(
        this IRepository<PlatformIntegration> integrations,
        Guid id,
        CancellationToken cancellationToken
    ) => await integrations.FindAsync(id, cancellationToken) ?? throw new DomainException(IntegrationErrors.NotFound);
}
