using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using Mapster;

namespace AiWebBuilder.Application.Integrations.Syncs;

/// <param name="JobId">Its progress: <c>GET /v1/jobs/{jobId}</c>.</param>
/// <param name="Objects">How far it has come with each kind of object.</param>
/// <param name="Changes">What is different from the sync before; null: it has not ended well.</param>
public sealed record SyncView(
    Guid Id,
    Guid IntegrationId,
    [OneOf(typeof(IntegrationSyncStatus))] string Status,
    Guid? JobId,
    IReadOnlyList<SyncedObjectView> Objects,
    SyncChangesView? Changes,
    string? ErrorMessage,
    DateTimeOffset? FinishedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static SyncView Of(IntegrationSync sync) => sync.To<SyncView>();
}

/// <param name="Total">As the platform says; null: it does not.</param>
/// <param name="Reason">Why it was left out; null: it was not.</param>
public sealed record SyncedObjectView(string Object, int Found, int? Total, bool IsDone, string? Reason);

public sealed record SyncChangesView(int New, int Changed, int Unchanged, int Removed);

internal sealed class SyncViewMapping : IRegister
{
    public void Register(TypeAdapterConfig config)
    {
        config.NewConfig<IntegrationSync, SyncView>();
        config.NewConfig<SyncedObject, SyncedObjectView>();
        config.NewConfig<SyncChanges, SyncChangesView>();
    }
}
