using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations;

/// <summary>One reading of all that a platform holds. Each page that is read is kept with where to go on, so that it may be broken off anywhere.</summary>
public sealed class IntegrationSync : AggregateRoot, ITenantOwned
{
    private IntegrationSync() { }

    public Guid UserId { get; private init; }
    public Guid IntegrationId { get; private init; }

    /// <summary>The job that does it.</summary>
    public Guid? JobId { get; private set; }

    /// <summary>One of <see cref="IntegrationSyncStatus"/>.</summary>
    public string Status { get; private set; } = IntegrationSyncStatus.Running;

    /// <summary>In the order in which they are read.</summary>
    public IReadOnlyList<SyncedObject> Objects { get; private set; } = [];

    /// <summary>Null: it has not ended well.</summary>
    public SyncChanges? Changes { get; private set; }
    public string? ErrorMessage { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }

    public bool IsRunning => Status == IntegrationSyncStatus.Running;

    public static IntegrationSync Start(
        Guid id,
        PlatformIntegration integration,
        IReadOnlyList<string> objects,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            UserId = integration.UserId,
            IntegrationId = integration.Id,
            CreatedAt = now,
            Objects = [.. objects.Select(one => new SyncedObject(one, null, 0, null, IsDone: false, null))],
        };

    public void IsDoneBy(Guid job) => JobId = job;

    /// <summary>A page of an object has been read and kept.</summary>
    /// <param name="next">Null: it was the last.</param>
    public void Advance(string @object, int found, string? next, int? total) =>
        Replace(
            @object,
            now =>
                now with
                {
                    Cursor = next,
                    Found = now.Found + found,
                    Total = total ?? now.Total,
                    IsDone = next is null,
                }
        );

    /// <summary>The credentials do not open it.</summary>
    public void LeaveOut(string @object, string reason) =>
        Replace(@object, now => now with { Cursor = null, IsDone = true, Reason = reason });

    public void Complete(SyncChanges changes, DateTimeOffset now)
    {
        Changes = changes;
        End(IntegrationSyncStatus.Completed, now);
    }

    public void Fail(string message, DateTimeOffset now)
    {
        ErrorMessage = message;
        End(IntegrationSyncStatus.Failed, now);
    }

    /// <summary>What was read stays. Ended already: nothing happens.</summary>
    public void Cancel(DateTimeOffset now)
    {
        if (IsRunning)
        {
            End(IntegrationSyncStatus.Cancelled, now);
        }
    }

    private void End(string status, DateTimeOffset now)
    {
        Status = status;
        FinishedAt = now;
    }

    private void Replace(string @object, Func<SyncedObject, SyncedObject> change) =>
        Objects = [.. Objects.Select(one => one.Object == @object ? change(one) : one)];
}
