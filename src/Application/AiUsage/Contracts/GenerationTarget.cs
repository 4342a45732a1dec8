using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Contracts;

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

    /// <summary>What the model is asked for a step. In a unit of work that only reads.</summary>
    /// <exception cref="DomainException">What was to be made has gone: the generation is given up for this reason.</exception>
    public abstract Task<StepPrompt> AskAsync(
        GenerationState generation,
        StepState step,
        CancellationToken cancellationToken
    );

    /// <returns>What the answer holds, or what is wrong with it.</returns>
    public abstract (TResult? Value, string? Problem) Read(string answer);

    /// <summary>
    /// Finds the place of a step's result. What it answers is called only when the cost is booked, in the same unit of work: both or
    /// neither, and once.
    /// </summary>
    /// <exception cref="DomainException">
    /// The account has taken the place away while the model wrote: the step fails for this reason, and its call is charged.
    /// </exception>
    public abstract Task<Func<TResult, AiAnswer, Task>> PlaceAsync(
        GenerationState generation,
        StepState step,
        CancellationToken cancellationToken
    );

    public virtual Task EndedAsync(EndedGeneration generation, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task ExecuteAsync(JobContext job, CancellationToken cancellationToken) =>
        runner.RunAsync(this, job, cancellationToken);

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) =>
        runner.GiveUpAsync(this, job, error, cancellationToken);

    public Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        runner.HasWorkAsync(job, cancellationToken);
}

/// <summary>What generations of one type make, whatever an answer is read as.</summary>
public interface IGenerationTarget
{
    /// <summary>The generations that are its: <c>campaign</c>.</summary>
    string GenerationType { get; }

    /// <summary>One of them has ended or was cancelled, in the present unit of work.</summary>
    Task EndedAsync(EndedGeneration generation, CancellationToken cancellationToken);
}

/// <param name="Text">The user message: data only, so that nothing in it reads as an instruction.</param>
/// <param name="Schema">The JSON schema of the answer.</param>
/// <param name="Version">Which wording of the prompt this is: answers are compared by it.</param>
public sealed record StepPrompt(string System, string Text, System.Text.Json.JsonElement Schema, string Version);

/// <param name="CampaignId">Null when it was deleted in the meantime.</param>
public sealed record EndedGeneration(Guid Id, string GenerationType, Guid? CampaignId, Guid? ComponentId);

/// <summary>Carries generations out. Only <see cref="GenerationTarget{TResult}"/> calls it.</summary>
public interface IGenerationRunner
{
    /// <summary>
    /// Writes the steps one after the other. Each lands in a transaction of its own: result, cost, progress event and the step's own
    /// state, so that a worker killed anywhere leaves whole steps behind and the next one goes on with the first that is missing.
    /// </summary>
    Task RunAsync<TResult>(GenerationTarget<TResult> target, JobContext job, CancellationToken cancellationToken)
        where TResult : class;

    /// <summary>Gives up the steps that have not ended.</summary>
    Task GiveUpAsync(IGenerationTarget target, JobContext job, string error, CancellationToken cancellationToken);

    Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken);
}
