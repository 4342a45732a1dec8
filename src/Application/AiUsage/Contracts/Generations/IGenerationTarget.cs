namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <summary>What generations of one type make, whatever an answer is read as.</summary>
public interface IGenerationTarget
{
    /// <summary>The generations that are its: <c>campaign</c>.</summary>
    string GenerationType { get; }

    /// <summary>One of them has ended or was cancelled, in the present unit of work.</summary>
    Task EndedAsync(EndedGeneration generation, CancellationToken cancellationToken);
}
