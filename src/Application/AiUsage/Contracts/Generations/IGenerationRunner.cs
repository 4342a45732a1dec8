using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <summary>Carries generations out. Only <see cref="GenerationTarget{TResult}"/> calls it.</summary>
public interface IGenerationRunner
{
    /// <summary>
    /// Writes the steps, those that belong together in one answer. Each lands in a transaction of its own: result, progress event and the
    /// step's own state, with the last of an answer its cost; so that a worker killed anywhere leaves whole steps behind and the next one
    /// goes on with the first that is missing.
    /// </summary>
    Task RunAsync<TResult>(GenerationTarget<TResult> target, JobContext job, CancellationToken cancellationToken)
        where TResult : class;

    /// <summary>Gives up the steps that have not ended.</summary>
    Task GiveUpAsync(IGenerationTarget target, JobContext job, string error, CancellationToken cancellationToken);

    Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken);
}
