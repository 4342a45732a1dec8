using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Images;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage;

/// <summary>Rows that only grow, or only add up: written by statements, in the present transaction.</summary>
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

    /// <summary>Until the present transaction ends nobody else lands, ends or cancels anything of this generation.</summary>
    Task LockAsync(Guid generationId, CancellationToken cancellationToken);

    /// <summary>Stores an event of the generation's stream; listeners hear of it when the transaction commits.</summary>
    Task AppendEventAsync(AiGeneration generation, string type, object data, CancellationToken cancellationToken);
}

internal sealed class Generations(
    IRepository<AiGeneration> generations,
    IImages images,
    IAiBooks books,
    IAiWriter writer,
    IPlanLimits limits,
    IJobQueue jobs,
    ICurrentUser user,
    TimeProvider time
) : IGenerations
{
    public async Task<StartedGeneration> StartAsync(NewGeneration start, CancellationToken cancellationToken)
    {
        await images.RequireAsync(
            [.. start.ReferenceImages.Select(ReferenceImages.UploadIn).OfType<Guid>().Distinct()],
            cancellationToken
        );
        var now = time.GetUtcNow();
        var generation = AiGeneration.Start(
            time.NewId(),
            user.RequireAccount(),
            start.CampaignId,
            start.ComponentId,
            start.GenerationType,
            start.Instructions,
            [.. start.ReferenceImages],
            start.Model.Provider,
            start.Model.Model,
            JsonSerializer.Serialize(start.Estimate, JsonSerializerOptions.Web),
            user.ActorId,
            await books.NextIterationAsync(start.CampaignId, start.ComponentId, cancellationToken),
            now
        );
        foreach (var (id, name, section) in start.Steps)
        {
            generation.AddStep(id, name, section, now);
        }
        generations.Add(generation);
        await books.AppendEventAsync(
            generation,
            "generation.started",
            new GenerationStarted(
                generation.Steps.Count,
                [.. generation.Steps.Select(step => new StreamedStep(step.Position, step.Name))]
            ),
            cancellationToken
        );
        // Keyed by the generation: the job of a cancelled one may still be about to notice, and must not stand in for this. That a
        // campaign, or a component, has one generation at a time is the database's to hold.
        var job = await jobs.EnqueueAsync(
            new JobRequest(
                start.JobType,
                generation.UserId,
                new GenerationPayload(generation.Id),
                $"{start.JobType}:{generation.Id}"
            ),
            cancellationToken
        );
        return new StartedGeneration(generation.Id, generation.Status, start.Estimate) { JobId = job };
    }

    public Task<bool> IsUnderWayAsync(Guid campaignId, Guid? componentId, CancellationToken cancellationToken) =>
        generations.AnyAsync(new GenerationsUnderWay(campaignId, componentId), cancellationToken);

    public async Task<bool> IsUnderWayAsync(Guid id, CancellationToken cancellationToken) =>
        await generations.FindAsync(id, cancellationToken) is { IsProcessing: true };

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
            await writer.ChooseAsync(generation.ModelUsed, cancellationToken),
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

    public async Task GiveUpAsync(Guid id, string error, CancellationToken cancellationToken)
    {
        var generation = await RequireAsync(id, cancellationToken);
        foreach (var step in generation.Steps.Where(step => step.Status == "pending").OrderBy(step => step.Position))
        {
            await FailStepAsync(id, step.Id, error, answer: null, cancellationToken);
        }
    }

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
