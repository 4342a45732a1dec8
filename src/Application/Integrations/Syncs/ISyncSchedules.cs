namespace AiWebBuilder.Application.Integrations.Syncs;

/// <summary>The schedules of all accounts' connections.</summary>
public interface ISyncSchedules
{
    /// <summary>Takes those that are due, in the present unit of work: each slot once, whichever node comes first.</summary>
    Task<IReadOnlyList<DueSync>> ClaimAsync(int most, CancellationToken cancellationToken);
}

public sealed record DueSync(Guid Account, Guid Integration);
