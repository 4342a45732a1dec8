using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using Ardalis.Specification;

namespace AiWebBuilder.Application.Integrations.Syncs;

/// <summary>Reads all that the platform holds and finds out what has changed. While one sync runs, it is the answer to whoever asks for another.</summary>
/// <exception cref="DomainException">NotFound; Conflict: the connection is not verified, or nothing can be read there; PaymentRequired.</exception>
[Requires(IntegrationsPermissions.Use)]
public sealed record StartSync(Guid IntegrationId) : ICommand<SyncView>;

internal sealed class StartSyncHandler(
    IRepository<PlatformIntegration> integrations,
    IRepository<IntegrationSync> syncs,
    IEnumerable<IPlatformAdapter> platforms,
    IJobQueue jobs,
    IPlanLimits limits,
    TimeProvider time
) : ICommandHandler<StartSync, SyncView>
{
    public async Task<SyncView> Handle(StartSync request, CancellationToken cancellationToken)
    {
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        await limits.RequireEditableAsync(PlanResource.Integrations, integration.Id, cancellationToken);
        // Whoever comes at the same moment breaks the index that allows one, and finds it here the next time.
        if (await syncs.FirstOrDefaultAsync(new RunningSync(integration.Id), cancellationToken) is { } running)
        {
            return SyncView.Of(running);
        }
        var platform = platforms.Single(one => one.Platform == integration.PlatformType);
        if (platform.Readers.Count == 0)
        {
            throw new DomainException(IntegrationErrors.NothingToSync(platform.Title));
        }
        integration.BeginSync();
        var sync = IntegrationSync.Start(time.NewId(), integration, [.. platform.Readers.Keys], time.GetUtcNow());
        syncs.Add(sync);
        sync.IsDoneBy(
            await jobs.EnqueueAsync(
                new JobRequest(SyncJob.Type, integration.UserId, new SyncJob.Work(sync.Id), $"{SyncJob.Type}:{sync.Id}")
                {
                    MaxAttempts = SyncJob.Attempts,
                },
                cancellationToken
            )
        );
        return SyncView.Of(sync);
    }
}

internal sealed class RunningSync : Specification<IntegrationSync>
{
    public RunningSync(Guid integrationId) =>
        Query.Where(sync => sync.IntegrationId == integrationId && sync.Status == IntegrationSyncStatus.Running);
}
