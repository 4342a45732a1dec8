using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Syncs;

/// <summary>How far a sync has come, and what it has found.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IntegrationsPermissions.Read)]
public sealed record GetSync(Guid IntegrationId, Guid SyncId) : IQuery<SyncView>;

internal sealed class GetSyncHandler(IRepository<IntegrationSync> syncs) : IQueryHandler<GetSync, SyncView>
{
    public async Task<SyncView> Handle(GetSync request, CancellationToken cancellationToken) =>
        SyncView.Of(await syncs.RequireAsync(request.IntegrationId, request.SyncId, cancellationToken));
}

internal static class SyncRepositories
{
    /// <exception cref="DomainException">NotFound: none, another integration's, or another account's.</exception>
    public static async Task<IntegrationSync> RequireAsync(
        this IRepository<IntegrationSync> syncs,
        Guid integrationId,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        await syncs.FindAsync(id, cancellationToken) is { } sync && sync.IntegrationId == integrationId
            ? sync
            : throw new DomainException(IntegrationErrors.SyncNotFound);
}
