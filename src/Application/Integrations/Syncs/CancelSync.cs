using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Syncs;

/// <summary>Cancels a sync before its next page; what it has read stays, and nothing counts as removed. Ended already: nothing happens.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IntegrationsPermissions.Use)]
public sealed record CancelSync(Guid IntegrationId, Guid SyncId) : ICommand;

internal sealed class CancelSyncHandler(
    IRepository<PlatformIntegration> integrations,
    IRepository<IntegrationSync> syncs,
    TimeProvider time
) : ICommandHandler<CancelSync, Done>
{
    public async Task<Done> Handle(CancelSync request, CancellationToken cancellationToken)
    {
        var sync = await syncs.RequireAsync(request.IntegrationId, request.SyncId, cancellationToken);
        if (sync.IsRunning)
        {
            sync.Cancel(time.GetUtcNow());
            (await integrations.RequireAsync(request.IntegrationId, cancellationToken)).CancelSync();
        }
        return default;
    }
}
