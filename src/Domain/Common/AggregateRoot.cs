namespace AiWebBuilder.Domain.Common;

/// <summary>The root of a consistency boundary: changed only through its own methods, saved as a whole.</summary>
public abstract class AggregateRoot
{
    private readonly List<IDomainEvent> events = [];

    /// <summary>UUIDv7, given by the application.</summary>
    public Guid Id { get; protected init; }

    /// <summary>Set once by the application, UTC.</summary>
    public DateTimeOffset CreatedAt { get; protected init; }

    /// <summary>Kept by a trigger, so that changes made in psql count too. UTC; makes the ETag.</summary>
    public DateTimeOffset UpdatedAt { get; protected set; }

    /// <summary>PostgreSQL's row version (xmin): a save fails when another has changed the row since it was loaded.</summary>
    public uint RowVersion { get; protected set; }

    /// <summary>What happened since the aggregate was loaded.</summary>
    public IReadOnlyList<IDomainEvent> Events => events;

    /// <summary>Hands the events over, once.</summary>
    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        IDomainEvent[] taken = [.. events];
        events.Clear();
        return taken;
    }

    /// <summary>Notes that something happened.</summary>
    protected void Raise(IDomainEvent domainEvent) => events.Add(domainEvent);
}
