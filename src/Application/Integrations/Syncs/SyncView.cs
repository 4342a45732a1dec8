using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

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
    SyncChanges? Changes,
    string? ErrorMessage,
    DateTimeOffset? FinishedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static SyncView Of(IntegrationSync sync) =>
        new(
            sync.Id,
            sync.IntegrationId,
            sync.Status,
            sync.JobId,
            [
                .. sync.Objects.Select(one => new SyncedObjectView(
                    one.Object,
                    one.Found,
                    one.Total,
                    one.IsDone,
                    one.Reason
                )),
            ],
            sync.Changes,
            sync.ErrorMessage,
            sync.FinishedAt,
            sync.CreatedAt,
            sync.UpdatedAt
        );
}

/// <param name="Total">As the platform says; null: it does not.</param>
/// <param name="Reason">Why it was left out; null: it was not.</param>
public sealed record SyncedObjectView(string Object, int Found, int? Total, bool IsDone, string? Reason);
