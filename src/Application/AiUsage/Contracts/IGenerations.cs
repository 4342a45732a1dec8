namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>The generations' books, for the modules that generate. All calls join the present unit of work.</summary>
public interface IGenerations
{
    /// <summary>Makes it and its job, which runs when the unit of work has committed.</summary>
    Task<StartedGeneration> StartAsync(NewGeneration generation, CancellationToken cancellationToken);

    /// <summary>Whether the whole campaign, or one of its components, is being generated.</summary>
    /// <param name="componentId">Null: any generation of the campaign; else only this component's and the whole campaign's.</param>
    Task<bool> IsUnderWayAsync(Guid campaignId, Guid? componentId, CancellationToken cancellationToken);

    /// <summary>Whether the account has this generation, and it has not ended.</summary>
    Task<bool> IsUnderWayAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The account's generation, or null.</summary>
    Task<GenerationState?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Marks the step as landed, settles the call, and tells the stream. False when another worker had landed it: the call is released
    /// then, and costs the account nothing. False also when the account has cancelled: the call had left, and is charged.
    /// </summary>
    Task<bool> LandStepAsync(Guid id, Guid stepId, AiAnswer answer, CancellationToken cancellationToken);

    /// <summary>Gives a step up.</summary>
    /// <param name="answer">An answer that the account itself has left no place for: it is charged.</param>
    Task FailStepAsync(Guid id, Guid stepId, string error, AiAnswer? answer, CancellationToken cancellationToken);

    /// <summary>The step waits for what calls under way hold; tells the stream, the first time.</summary>
    /// <returns>After which time to ask again.</returns>
    Task<TimeSpan> WaitForStepAsync(Guid id, Guid stepId, CancellationToken cancellationToken);

    /// <summary>Gives every step up that has not ended. Needs no model: it works when the model is what has gone.</summary>
    Task GiveUpAsync(Guid id, string error, CancellationToken cancellationToken);

    /// <summary>All steps have ended; tells the stream. Null when it had ended before.</summary>
    Task<EndedGeneration?> FinishAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Stops it: what has landed stays, nothing lands any more, and a call that has left is charged; tells the stream.</summary>
    /// <returns>Null when it had ended before.</returns>
    /// <exception cref="Domain.Common.DomainException">NotFound.</exception>
    Task<EndedGeneration?> CancelAsync(Guid id, CancellationToken cancellationToken);
}
