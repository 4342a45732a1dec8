using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <summary>
/// What generations of one type make: what the model is asked for a step, and where its answer lands. The module that owns the thing
/// derives from this; the class is found by scan, and its jobs run by the one runner, which knows all that is the same for every
/// target: models, money, waiting, streams, killed workers.
/// </summary>
/// <typeparam name="TResult">What an answer is read as.</typeparam>
public abstract class GenerationTarget<TResult>(IGenerationRunner runner) : IGenerationTarget, IJobHandler
    where TResult : class
{
    /// <summary>The type of its jobs: <c>campaigns.generate</c>.</summary>
    public abstract string JobType { get; }

    public abstract string GenerationType { get; }

    /// <summary>
    /// What takes long and needs no model, before anything is asked: outside any unit of work. Whoever takes a killed worker's job over begins
    /// with it again.
    /// </summary>
    /// <exception cref="DomainException">It cannot be had: the generation is given up for this reason.</exception>
    public virtual Task PrepareAsync(Guid generationId, JobContext job, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Those of the steps that one answer is to hold, the first among them: a page's sections.</summary>
    /// <param name="pending">All that have not ended; at least one.</param>
    public virtual IReadOnlyList<StepState> Together(IReadOnlyList<StepState> pending) => [pending[0]];

    /// <summary>Those of the steps that need no model, as what they are to hold stands already. In a unit of work that only reads.</summary>
    public virtual Task<IReadOnlyList<(StepState Step, TResult Result)>> KnownAsync(
        GenerationState generation,
        IReadOnlyList<StepState> steps,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<(StepState, TResult)>>([]);

    /// <summary>What the model is asked for these steps. In a unit of work that only reads.</summary>
    /// <exception cref="DomainException">What was to be made has gone: the generation is given up for this reason.</exception>
    public abstract Task<StepQuestion<TResult>> AskAsync(
        GenerationState generation,
        IReadOnlyList<StepState> steps,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Finds the place of a step's result. What it answers is called only when the step lands, in the same unit of work: both or neither,
    /// and once; with the call that it came from, or null where none was needed.
    /// </summary>
    /// <exception cref="DomainException">
    /// The account has taken the place away while the model wrote: the step fails for this reason, and its call is charged.
    /// </exception>
    public abstract Task<Func<TResult, AiCall?, Task>> PlaceAsync(
        GenerationState generation,
        StepState step,
        CancellationToken cancellationToken
    );

    /// <summary>Why the result leaves its step out, as there is nothing to say in it; null: it is to be put in its place.</summary>
    public virtual string? LeftOut(TResult result) => null;

    public virtual Task EndedAsync(EndedGeneration generation, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public virtual Task PaidAsync(Guid generationId, decimal cost, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task ExecuteAsync(JobContext job, CancellationToken cancellationToken) =>
        runner.RunAsync(this, job, cancellationToken);

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) =>
        runner.GiveUpAsync(this, job, error, cancellationToken);

    public Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        runner.HasWorkAsync(job, cancellationToken);
}
