using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Domain.AiUsage;

namespace AiWebBuilder.Application.AiUsage.Generations;

/// <summary>Rows that only grow, or only add up: written by statements, in the current transaction.</summary>
public interface IAiBooks
{
    /// <summary>Settles the call of an answer: its caps, the ledger, the day's and the month's figures, all or none. Once.</summary>
    /// <returns>The generation's cost so far, USD, exact.</returns>
    Task<decimal> SettleAsync(
        AiGeneration generation,
        Guid stepId,
        AiAnswer answer,
        CancellationToken cancellationToken
    );

    /// <summary>Gives back what the call of an answer holds: the account pays nothing for it.</summary>
    Task ReleaseAsync(AiAnswer answer, string reason, CancellationToken cancellationToken);

    /// <summary>
    /// Charges the call of an answer that the account itself has made useless, and counts it as a failure: who does so again and again
    /// is stopped.
    /// </summary>
    Task ChargeAbandonedAsync(AiAnswer answer, string reason, CancellationToken cancellationToken);

    /// <summary>What is settled of a generation, USD, exact.</summary>
    Task<decimal> CostAsync(Guid generationId, CancellationToken cancellationToken);

    /// <summary>The how many-th generation of the campaign, or of one of its components, the next one is.</summary>
    Task<int> NextIterationAsync(Guid campaignId, Guid? componentId, CancellationToken cancellationToken);

    /// <summary>Counts one more generation in the day's figures.</summary>
    Task CountGenerationAsync(AiGeneration generation, CancellationToken cancellationToken);

    /// <summary>Until the current transaction ends nobody else lands, ends or cancels anything of this generation.</summary>
    Task LockAsync(Guid generationId, CancellationToken cancellationToken);

    /// <summary>Stores an event of the generation's stream; listeners hear of it when the transaction commits.</summary>
    Task AppendEventAsync(AiGeneration generation, string type, object data, CancellationToken cancellationToken);
}
