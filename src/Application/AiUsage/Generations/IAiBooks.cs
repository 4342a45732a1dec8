using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Domain.AiUsage;

namespace AiWebBuilder.Application.AiUsage.Generations;

/// <summary>Rows that only grow, or only add up: written by statements, in the current transaction.</summary>
public interface IAiBooks
{
    /// <summary>Keeps how long a step's part of an answer is, and whether the account pays for it.</summary>
    /// <param name="problem">Why it cannot be used.</param>
    Task ReadStepAsync(
        Guid callId,
        Guid stepId,
        int letters,
        bool isPaid,
        string? problem,
        CancellationToken cancellationToken
    );

    /// <summary>How many of the steps that a call was asked for the account pays for.</summary>
    Task<int> PaidStepsAsync(AiCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Settles a call: its caps, the ledger, the day's and the month's figures, all or none. Once. The account pays for the prompt, and of
    /// the answer for the share of the steps that it can use.
    /// </summary>
    /// <returns>False: it had ended before.</returns>
    Task<bool> SettleAsync(AiGeneration generation, AiCall call, CancellationToken cancellationToken);

    /// <summary>Gives back what a call holds: the account pays nothing for it.</summary>
    Task ReleaseAsync(AiCall call, string reason, CancellationToken cancellationToken);

    /// <summary>
    /// Charges a call whose answer the account itself has made useless, and counts it as a failure: who does so again and again is stopped.
    /// </summary>
    Task ChargeAbandonedAsync(AiCall call, string reason, CancellationToken cancellationToken);

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
