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
    /// <param name="Next">The next step, with what is asked for it; null: there is none, or the generation has ended.</param>
    private sealed record Work<TResult>(
        GenerationState Generation,
        (StepState Step, StepQuestion<TResult> Question)? Next
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
            if (work.Next is not var (step, question))
            {
                await EndAsync(target, id, givenUpBecause: null, cancellationToken);
                return;
            }
            var steps = work.Generation.Steps;
            var ended = steps.Count(one => one.Status != "pending");
            await jobs.ReportProgressAsync(job.Id, 100 * ended / steps.Count, cancellationToken);
            await WriteAsync(target, work.Generation, step, question, cancellationToken);
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
        var step = generation.Steps.FirstOrDefault(one => one.Status == "pending");
        return new Work<TResult>(
            generation,
            step is not null && generation.IsProcessing
                ? (step, await target.AskAsync(generation, step, cancellationToken))
                : null
        );
    }

    private async Task WriteAsync<TResult>(
        GenerationTarget<TResult> target,
        GenerationState generation,
        StepState step,
        StepQuestion<TResult> question,
        CancellationToken cancellationToken
    )
        where TResult : class
    {
        try
        {
            var prompt = question.Prompt;
            var written = await writer.WriteAsync(
                new AiRequest(generation.Model, generation.GenerationType, prompt.System, prompt.Text)
                {
                    GenerationId = generation.Id,
                    StepId = step.Id,
                    MayWait = step.MayWait,
                    CampaignId = generation.CampaignId,
                    MemberId = generation.StartedBy,
                    Schema = prompt.Schema,
                    Images = generation.ReferenceImages,
                    PromptVersion = prompt.Version,
                },
                question.Read,
                cancellationToken
            );
            if (written.IsHeld)
            {
                // What calls under way hold of a cap comes back in seconds.
                throw new JobPostponedException(
                    await unitOfWork.ExecuteAsync(
                        () => generations.WaitForStepAsync(generation.Id, step.Id, cancellationToken),
                        cancellationToken
                    )
                );
            }
            await unitOfWork.ExecuteAsync<Done>(
                async () =>
                {
                    if (written is { Value: { } result, Answer: { } answer })
                    {
                        await LandAsync(target, generation, step, result, answer, cancellationToken);
                    }
                    else
                    {
                        await FailAsync(generation, step, written.Problem!, answer: null, cancellationToken);
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

    private async Task LandAsync<TResult>(
        GenerationTarget<TResult> target,
        GenerationState generation,
        StepState step,
        TResult result,
        AiAnswer answer,
        CancellationToken cancellationToken
    )
        where TResult : class
    {
        Func<TResult, AiAnswer, Task> put;
        try
        {
            put = await target.PlaceAsync(generation, step, cancellationToken);
        }
        catch (DomainException noPlace)
        {
            await FailAsync(generation, step, noPlace.Error.Message, answer, cancellationToken);
            return;
        }
        // False: cancelled in the meantime, or another worker was first.
        if (await generations.LandStepAsync(generation.Id, step.Id, answer, cancellationToken))
        {
            await put(result, answer);
        }
    }

    private Task FailAsync(
        GenerationState generation,
        StepState step,
        string problem,
        AiAnswer? answer,
        CancellationToken cancellationToken
    ) => generations.FailStepAsync(generation.Id, step.Id, problem, answer, cancellationToken);

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
