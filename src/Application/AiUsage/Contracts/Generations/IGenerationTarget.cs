namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <summary>What generations of one type make, whatever an answer is read as.</summary>
public interface IGenerationTarget
{
    /// <summary>The generations that are its: <c>campaign</c>.</summary>
    string GenerationType { get; }

    /// <summary>One of them has ended or was cancelled, in the present unit of work.</summary>
    Task EndedAsync(EndedGeneration generation, CancellationToken cancellationToken);

    /// <summary>
    /// An answer was paid for, in the present unit of work: also one that came when its generation had been cancelled.
    /// </summary>
    /// <param name="cost">Of the whole generation by now: USD, exact.</param>
    Task PaidAsync(Guid generationId, decimal cost, CancellationToken cancellationToken);
}
