using AiWebBuilder.Application.Integrations.Platforms.Writing;

namespace AiWebBuilder.Application.Integrations.Leads;

/// <summary>Form submissions on their way to connected platforms, of the account acted for.</summary>
public interface ILeads
{
    /// <summary>Notes a submission for each connection that leads are sent to; each once.</summary>
    /// <returns>What was noted.</returns>
    Task<IReadOnlyList<Guid>> QueueAsync(Guid submissionId, CancellationToken cancellationToken);

    /// <returns>Null: it is sent, has failed, or is gone with its submission or its connection.</returns>
    Task<PendingLead?> PendingAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Notes that an attempt begins; it may end without anybody knowing.</summary>
    /// <returns>Whether it is still there.</returns>
    Task<bool> BeginAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Says why it waits.</summary>
    Task WaitAsync(Guid id, string reason, CancellationToken cancellationToken);

    /// <param name="reason">Why it has failed; null: it is sent.</param>
    Task FinishAsync(Guid id, string? externalId, string? reason, CancellationToken cancellationToken);
}

public sealed record PendingLead(Guid IntegrationId, Lead Lead, DateTimeOffset CreatedAt);
