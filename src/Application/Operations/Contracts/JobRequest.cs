namespace AiWebBuilder.Application.Operations.Contracts;

/// <summary>Work to be done after the transaction that asks for it has committed, and only then.</summary>
/// <param name="JobType">The handler's name: <c>campaigns.generate</c>.</param>
/// <param name="AccountId">For whom it runs; null for the system's own work.</param>
/// <param name="Payload">Serialized as JSON: ids, not data.</param>
/// <param name="UniqueKey">While a job with this key is unfinished, a second one is not made.</param>
public sealed record JobRequest(string JobType, Guid? AccountId, object Payload, string? UniqueKey = null)
{
    /// <summary>After so many attempts the job is failed for good.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Not before this time; null: at once.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }
}
