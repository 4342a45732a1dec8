using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Generations;

/// <summary>What becomes of a generation that has started. All calls join the current unit of work.</summary>
internal sealed class GenerationProgress(
    IRepository<AiGeneration> generations,
    IAiBooks books,
    IAiModels models,
    IPlanLimits limits,
    TimeProvider time
)
{
    /// <summary>Whether the account has this generation, and it has not ended.</summary>
    public async Task<bool> IsUnderWayAsync(Guid id, CancellationToken cancellationToken) =>
        await generations.FindAsync(id, cancellationToken) is { IsProcessing: true };

    /// <summary>The account's generation, or null.</summary>
    public async Task<GenerationState?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await generations.FindAsync(id, cancellationToken) is not { } generation)
        {
            return null;
        }
        return new GenerationState(
            generation.Id,
            generation.CampaignId,
            generation.ComponentId,
            generation.Status,
            generation.GenerationType,
            generation.PromptText,
            generation.ReferenceImages,
            generation.StartedBy,
            await models.ChooseAsync(generation.ModelUsed, cancellationToken),
            [
                .. generation
                    .Steps.OrderBy(step => step.Position)
                    .Select(step => new StepState(
                        step.Id,
                        step.Name,
                        step.Section,
                        step.Status,
                        step.MayWait(time.GetUtcNow())
                    )),
            ]
        );
    }

    /// <summary>
    /// Marks the step as landed, settles the call, and tells the stream. False when another worker had landed it: the call is released
    /// then, and costs the account nothing. False also when the account has cancelled: the call had left, and is charged.
    /// </summary>
    public async Task<bool> LandStepAsync(Guid id, Guid stepId, AiAnswer answer, CancellationToken cancellationToken)
    {
        var generation = await RequireAsync(id, cancellationToken);
        var step = generation.Steps.Single(one => one.Id == stepId);
        if (step.Status != "pending")
        {
            await books.ReleaseAsync(answer, "Another worker had already saved it.", cancellationToken);
            return false;
        }
        if (generation.IsCancelled)
        {
            await books.ChargeAbandonedAsync(answer, "The generation was cancelled.", cancellationToken);
            return false;
        }
        if (!generation.IsProcessing)
        {
            await books.ReleaseAsync(answer, "The generation had ended.", cancellationToken);
            return false;
        }
        var cost = await books.SettleAsync(generation, stepId, answer, cancellationToken);
        generation.CompleteStep(stepId, answer.InputTokens, answer.OutputTokens, time.GetUtcNow());
        await books.AppendEventAsync(
            generation,
            "step.completed",
            new StepCompleted(
                step.Position,
                step.Name,
                generation.ComponentId ?? stepId,
                cost,
                generation.Steps.Count(one => one.Status != "pending"),
                generation.Steps.Count
            ),
            cancellationToken
        );
        return true;
    }

    /// <summary>Gives a step up.</summary>
    /// <param name="answer">An answer that the account itself has left no place for: it is charged.</param>
    public async Task FailStepAsync(
        Guid id,
        Guid stepId,
        string error,
        AiAnswer? answer,
        CancellationToken cancellationToken
    )
    {
        var generation = await RequireAsync(id, cancellationToken);
        if (answer is not null)
        {
            await books.ChargeAbandonedAsync(answer, error, cancellationToken);
        }
        var step = generation.Steps.Single(one => one.Id == stepId);
        // A cancellation had the stream's last word.
        if (!generation.IsProcessing || !generation.FailStep(stepId, error, time.GetUtcNow()))
        {
            return;
        }
        await books.AppendEventAsync(
            generation,
            "step.failed",
            new StepFailed(step.Position, step.Name, error),
            cancellationToken
        );
    }

    /// <summary>The step waits for what calls under way hold; tells the stream, the first time.</summary>
    /// <returns>After which time to ask again.</returns>
    public async Task<TimeSpan> WaitForStepAsync(Guid id, Guid stepId, CancellationToken cancellationToken)
    {
        var generation = await RequireAsync(id, cancellationToken);
        if (generation.Wait(stepId, time.GetUtcNow()) is not { } waited)
        {
            return TimeSpan.Zero;
        }
        if (waited == TimeSpan.Zero)
        {
            var step = generation.Steps.Single(one => one.Id == stepId);
            await books.AppendEventAsync(
                generation,
                "step.waiting",
                new StepWaiting(step.Position, step.Name),
                cancellationToken
            );
        }
        // The longer it has waited the rarer: a call takes seconds, and whoever is in a long queue need not ask at each of them.
        return TimeSpan.FromSeconds(Math.Clamp(waited.TotalSeconds / 4, 1, 15));
    }

    /// <summary>Gives every step up that has not ended. Needs no model: it works when the model is what has gone.</summary>
    public async Task GiveUpAsync(Guid id, string error, CancellationToken cancellationToken)
    {
        var generation = await RequireAsync(id, cancellationToken);
        foreach (var step in generation.Steps.Where(step => step.Status == "pending").OrderBy(step => step.Position))
        {
            await FailStepAsync(id, step.Id, error, answer: null, cancellationToken);
        }
    }

    /// <summary>All steps have ended; tells the stream. Null when it had ended before.</summary>
    public async Task<EndedGeneration?> FinishAsync(Guid id, CancellationToken cancellationToken)
    {
        var generation = await RequireAsync(id, cancellationToken);
        if (!generation.IsProcessing)
        {
            return null;
        }
        generation.Finish(time.GetUtcNow());
        return await CloseAsync(generation, cancellationToken);
    }

    /// <summary>Stops it: what has landed stays, nothing lands any more, and a call that has left is charged; tells the stream.</summary>
    /// <returns>Null when it had ended before.</returns>
    /// <exception cref="DomainException">NotFound.</exception>
    public async Task<EndedGeneration?> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        var generation = await RequireAsync(id, cancellationToken);
        if (!generation.IsProcessing)
        {
            return null;
        }
        generation.Cancel(time.GetUtcNow());
        return await CloseAsync(generation, cancellationToken);
    }

    /// <summary>Counts it, and says as the stream's last word how it ended.</summary>
    private async Task<EndedGeneration> CloseAsync(AiGeneration generation, CancellationToken cancellationToken)
    {
        await books.CountGenerationAsync(generation, cancellationToken);
        if (generation.IsWholeCampaign && generation.Steps.All(step => step.Status != "completed"))
        {
            await limits.GiveBackAsync(PlanResource.Campaigns, generation.CreatedAt, cancellationToken);
        }
        await books.AppendEventAsync(
            generation,
            $"generation.{generation.Status}",
            new GenerationEnded(
                generation.Status,
                await books.CostAsync(generation.Id, cancellationToken),
                generation.PromptTokens,
                generation.CompletionTokens
            ),
            cancellationToken
        );
        return new EndedGeneration(
            generation.Id,
            generation.GenerationType,
            generation.CampaignId,
            generation.ComponentId
        );
    }

    /// <summary>The generation as it is now, which stays so until this transaction ends.</summary>
    private async Task<AiGeneration> RequireAsync(Guid id, CancellationToken cancellationToken)
    {
        await books.LockAsync(id, cancellationToken);
        return await generations.FindAsync(id, cancellationToken)
            ?? throw new DomainException(AiUsageErrors.GenerationNotFound);
    }
}
