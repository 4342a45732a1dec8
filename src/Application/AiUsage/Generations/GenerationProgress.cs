using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.AiUsage.Writing;
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
    /// Until the current transaction ends nobody else lands, ends or cancels anything of it. Before whatever the target locks for itself, as
    /// whoever ends a generation has it first and its target's own after that.
    /// </summary>
    public Task HoldAsync(Guid id, CancellationToken cancellationToken) => books.LockAsync(id, cancellationToken);

    /// <summary>
    /// Marks the step as landed, and tells the stream; with the last part of an answer the call is settled. Its answer is released when no
    /// part of it has landed, as another worker was first: then it costs the account nothing. When the account has cancelled, the call had
    /// left, and is charged.
    /// </summary>
    /// <param name="part">What was answered; null: no model was asked, and nothing is to be paid.</param>
    /// <param name="noPlace">Why the account itself has left no place for it: the step fails, and is paid for.</param>
    /// <param name="leftOut">Why the model leaves the step out; null: it has written something.</param>
    /// <returns>Whether the step's result is to be put in its place.</returns>
    public async Task<bool> LandStepAsync<T>(
        Guid id,
        Guid stepId,
        WrittenPart<T>? part,
        string? noPlace,
        string? leftOut,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var generation = await RequireAsync(id, cancellationToken);
        var step = generation.Steps.Single(one => one.Id == stepId);
        var landed = generation.IsProcessing && step.Status == "pending";
        var isUse = landed && noPlace is null;
        if (part is not null)
        {
            await books.ReadStepAsync(
                part.Call.Id,
                stepId,
                part.Letters,
                isPaid: landed,
                problem: null,
                cancellationToken
            );
        }
        if (part?.Answer is { } answer)
        {
            await EndCallAsync(generation, answer, isUse ? null : noPlace, cancellationToken);
        }
        if (isUse && leftOut is not null)
        {
            generation.LeaveStepOut(stepId, leftOut, time.GetUtcNow());
            await books.AppendEventAsync(
                generation,
                "step.left_out",
                new StepLeftOut(step.Position, step.Name, leftOut),
                cancellationToken
            );
        }
        else if (isUse)
        {
            generation.CompleteStep(stepId, time.GetUtcNow());
            await books.AppendEventAsync(
                generation,
                "step.completed",
                new StepCompleted(
                    step.Position,
                    step.Name,
                    generation.ComponentId ?? stepId,
                    await books.CostAsync(generation.Id, cancellationToken),
                    generation.Steps.Count(one => one.Status != "pending"),
                    generation.Steps.Count
                ),
                cancellationToken
            );
        }
        else if (landed)
        {
            await FailAsync(generation, step, noPlace!, cancellationToken);
        }
        return isUse && leftOut is null;
    }

    /// <summary>What is settled of it by now, USD, exact.</summary>
    public Task<decimal> CostAsync(Guid id, CancellationToken cancellationToken) =>
        books.CostAsync(id, cancellationToken);

    /// <summary>Gives a step up.</summary>
    public async Task FailStepAsync(Guid id, Guid stepId, string error, CancellationToken cancellationToken)
    {
        var generation = await RequireAsync(id, cancellationToken);
        await FailAsync(generation, generation.Steps.Single(one => one.Id == stepId), error, cancellationToken);
    }

    private async Task FailAsync(
        AiGeneration generation,
        GenerationStep step,
        string error,
        CancellationToken cancellationToken
    )
    {
        // A cancellation had the stream's last word.
        if (!generation.IsProcessing || !generation.FailStep(step.Id, error, time.GetUtcNow()))
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

    private async Task EndCallAsync(
        AiGeneration generation,
        AiAnswer answer,
        string? noPlace,
        CancellationToken cancellationToken
    )
    {
        foreach (var (part, letters, problem) in answer.Unusable)
        {
            await books.ReadStepAsync(answer.Call.Id, part.StepId, letters, isPaid: false, problem, cancellationToken);
        }
        var paid = await books.PaidStepsAsync(answer.Call, cancellationToken);
        if (generation.IsCancelled)
        {
            await books.ChargeAbandonedAsync(answer.Call, "The generation was cancelled.", cancellationToken);
        }
        else if (paid == 0)
        {
            await books.ReleaseAsync(
                answer.Call,
                generation.IsProcessing ? "Another worker had already saved it." : "The generation had ended.",
                cancellationToken
            );
        }
        else if (noPlace is not null && paid == 1)
        {
            await books.ChargeAbandonedAsync(answer.Call, noPlace, cancellationToken);
        }
        // Another worker may have taken up the same answer, and settled it.
        else if (await books.SettleAsync(generation, answer.Call, cancellationToken))
        {
            generation.AddTokens(answer.InputTokens, answer.OutputTokens);
        }
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
            await FailAsync(generation, step, error, cancellationToken);
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
        var cost = await books.CostAsync(generation.Id, cancellationToken);
        await books.AppendEventAsync(
            generation,
            $"generation.{generation.Status}",
            new GenerationEnded(generation.Status, cost, generation.PromptTokens, generation.CompletionTokens),
            cancellationToken
        );
        return new EndedGeneration(
            generation.Id,
            generation.GenerationType,
            generation.CampaignId,
            generation.ComponentId,
            generation.Status,
            generation.ErrorMessage,
            cost
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
