using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.AiUsage.Writing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Generations;

/// <summary>What a generation's job knows.</summary>
internal sealed record GenerationPayload(Guid GenerationId);

internal sealed class GenerationRunner(
    GenerationProgress generations,
    IAiWriter writer,
    IUnitOfWork unitOfWork,
    IJobQueue jobs
) : IGenerationRunner
{
    /// <param name="Known">What can land at once.</param>
    /// <param name="Next">What is asked for next; null with nothing known: no step is left, or the generation has ended.</param>
    private sealed record Work<TResult>(
        GenerationState Generation,
        IReadOnlyList<(StepState Step, TResult Result)> Known,
        StepQuestion<TResult>? Next
    )
        where TResult : class;

    public async Task RunAsync<TResult>(
        GenerationTarget<TResult> target,
        JobContext job,
        CancellationToken cancellationToken
    )
        where TResult : class
    {
        var id = IdIn(job);
        try
        {
            await target.PrepareAsync(id, job, cancellationToken);
        }
        catch (DomainException gone) when (IsFinal(gone))
        {
            await EndAsync(target, id, gone.Error.Message, cancellationToken);
            return;
        }
        while (true)
        {
            Work<TResult>? work;
            try
            {
                work = await unitOfWork.ReadAsync(() => LookAsync(target, id, cancellationToken), cancellationToken);
            }
            catch (DomainException gone) when (IsFinal(gone))
            {
                // What is made, or its model, was deleted: no later attempt finds it.
                await EndAsync(target, id, gone.Error.Message, cancellationToken);
                return;
            }
            if (work is null)
            {
                return; // deleted with its account
            }
            foreach (var (step, result) in work.Known)
            {
                await LandAsync(target, work.Generation, step, result, part: null, cancellationToken);
            }
            if (work.Known.Count > 0)
            {
                continue;
            }
            if (work.Next is not { } question)
            {
                await EndAsync(target, id, givenUpBecause: null, cancellationToken);
                return;
            }
            var steps = work.Generation.Steps;
            var ended = steps.Count(one => one.Status != "pending");
            await jobs.ReportProgressAsync(job.Id, 100 * ended / steps.Count, cancellationToken);
            await WriteAsync(target, work.Generation, question, cancellationToken);
        }
    }

    public Task GiveUpAsync(
        IGenerationTarget target,
        JobContext job,
        string error,
        CancellationToken cancellationToken
    ) => EndAsync(target, IdIn(job), error, cancellationToken);

    public Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(() => generations.IsUnderWayAsync(IdIn(job), cancellationToken), cancellationToken);

    private static Guid IdIn(JobContext job) =>
        job.Payload.Deserialize<GenerationPayload>(JsonSerializerOptions.Web)!.GenerationId;

    /// <summary>Whether asking again, or for the next step, would be refused as well: a cap, a stop, a model that has gone.</summary>
    private static bool IsFinal(DomainException refused) => refused.Error.Kind != ErrorKind.Unavailable;

    private async Task<Work<TResult>?> LookAsync<TResult>(
        GenerationTarget<TResult> target,
        Guid id,
        CancellationToken cancellationToken
    )
        where TResult : class
    {
        if (await generations.FindAsync(id, cancellationToken) is not { } generation)
        {
            return null;
        }
        var pending = generation.Steps.Where(step => step.Status == "pending").ToArray();
        if (pending.Length == 0 || !generation.IsProcessing)
        {
            return new Work<TResult>(generation, [], Next: null);
        }
        var steps = target.Together(pending);
        var known = await target.KnownAsync(generation, steps, cancellationToken);
        return new Work<TResult>(
            generation,
            known,
            known.Count > 0 ? null : await target.AskAsync(generation, steps, cancellationToken)
        );
    }

    private async Task WriteAsync<TResult>(
        GenerationTarget<TResult> target,
        GenerationState generation,
        StepQuestion<TResult> question,
        CancellationToken cancellationToken
    )
        where TResult : class
    {
        var (prompt, first) = (question.Prompt, generation.Step(question.Parts[0].StepId));
        try
        {
            var written = await writer.WriteAsync(
                new AiRequest(generation.Model, generation.GenerationType, prompt.System, prompt.Text)
                {
                    GenerationId = generation.Id,
                    Parts = question.Parts,
                    MayWait = first.MayWait,
                    CampaignId = generation.CampaignId,
                    MemberId = generation.StartedBy,
                    Schema = prompt.Schema,
                    MaxOutputTokens = prompt.MaxOutputTokens,
                    Images = generation.ReferenceImages,
                    PromptVersion = prompt.Version,
                },
                question.Read,
                part =>
                    LandAsync(
                        target,
                        generation,
                        generation.Step(part.Part.StepId),
                        part.Value,
                        part,
                        cancellationToken
                    ),
                cancellationToken
            );
            if (written.IsHeld)
            {
                // What calls under way hold of a cap comes back in seconds.
                throw new JobPostponedException(
                    await unitOfWork.ExecuteAsync(
                        () => generations.WaitForStepAsync(generation.Id, first.Id, cancellationToken),
                        cancellationToken
                    )
                );
            }
            await unitOfWork.ExecuteAsync<Done>(
                async () =>
                {
                    foreach (var (part, problem) in written.Problems)
                    {
                        await generations.FailStepAsync(generation.Id, part.StepId, problem, cancellationToken);
                    }
                    return default;
                },
                cancellationToken
            );
        }
        catch (DomainException refused) when (IsFinal(refused))
        {
            await EndAsync(target, generation.Id, refused.Error.Message, cancellationToken);
        }
    }

    /// <param name="part">Of an answer; null: the result was there before.</param>
    private Task<Done> LandAsync<TResult>(
        GenerationTarget<TResult> target,
        GenerationState generation,
        StepState step,
        TResult result,
        WrittenPart<TResult>? part,
        CancellationToken cancellationToken
    )
        where TResult : class =>
        unitOfWork.ExecuteAsync<Done>(
            async () =>
            {
                await generations.HoldAsync(generation.Id, cancellationToken);
                Func<TResult, AiCall?, Task>? put = null;
                string? noPlace = null;
                try
                {
                    put = await target.PlaceAsync(generation, step, cancellationToken);
                }
                catch (DomainException taken)
                {
                    noPlace = taken.Error.Message;
                }
                // False: cancelled in the meantime, another worker was first, or there is nothing to put.
                if (
                    await generations.LandStepAsync(
                        generation.Id,
                        step.Id,
                        part,
                        noPlace,
                        target.LeftOut(result),
                        cancellationToken
                    )
                )
                {
                    await put!(result, part?.Call);
                }
                if (part?.Answer is not null)
                {
                    await target.PaidAsync(
                        generation.Id,
                        await generations.CostAsync(generation.Id, cancellationToken),
                        cancellationToken
                    );
                }
                return default;
            },
            cancellationToken
        );

    /// <summary>
    /// All steps have ended, somebody cancelled, or it cannot go on. Again: nothing happens, also when the target's next generation is under
    /// way by then.
    /// </summary>
    private Task<Done> EndAsync(
        IGenerationTarget target,
        Guid id,
        string? givenUpBecause,
        CancellationToken cancellationToken
    ) =>
        unitOfWork.ExecuteAsync<Done>(
            async () =>
            {
                if (givenUpBecause is not null)
                {
                    await generations.GiveUpAsync(id, givenUpBecause, cancellationToken);
                }
                if (await generations.FinishAsync(id, cancellationToken) is { } ended)
                {
                    await target.EndedAsync(ended, cancellationToken);
                }
                return default;
            },
            cancellationToken
        );
}
