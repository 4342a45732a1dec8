using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Versions;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>
/// Writes the variants of one component one after the other, all from the version that stood when they were asked for. Each
/// lands in a transaction of its own with its cost and the step's state: a worker that takes over goes on with the first that
/// is missing.
/// </summary>
internal sealed class ComponentGenerationJob(
    IGenerations generations,
    IRepository<Campaign> campaigns,
    IComponentReads versions,
    IAiWriter writer,
    IUnitOfWork unitOfWork,
    ISender sender
) : IJobHandler
{
    public const string Type = "campaigns.generate_component";

    /// <param name="BasedOn">The version that is reworked.</param>
    internal sealed record Payload(Guid GenerationId, Guid ComponentId, int BasedOn);

    private sealed record Work(
        GenerationState Generation,
        Campaign? Campaign,
        ComponentVersionView? Base,
        StepState? Step
    );

    public string JobType => Type;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var payload = Read(job);
        while (true)
        {
            Work? work;
            try
            {
                work = await unitOfWork.ReadAsync(() => LookAsync(payload, cancellationToken), cancellationToken);
            }
            catch (DomainException gone) when (gone.IsFinal())
            {
                // Its model was deleted with the key behind it: no later attempt finds it.
                await GiveUpAsync(job, gone.Error.Message, cancellationToken);
                return;
            }
            if (work is null)
            {
                return; // the account is gone
            }
            if (work.Step is null || !work.Generation.IsProcessing)
            {
                await sender.Send(new EndGeneration(payload.GenerationId, CampaignId: null), cancellationToken);
                return;
            }
            if (work is not { Campaign: { } campaign, Base: { } from })
            {
                await sender.Send(
                    new EndGeneration(payload.GenerationId, CampaignId: null, CampaignErrors.ComponentNotFound.Message),
                    cancellationToken
                );
                return;
            }
            await WriteVariantAsync(payload, work.Generation, campaign, from, work.Step, cancellationToken);
        }
    }

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) =>
        sender.Send(new EndGeneration(Read(job).GenerationId, CampaignId: null, error), cancellationToken);

    public Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(
            () => generations.IsUnderWayAsync(Read(job).GenerationId, cancellationToken),
            cancellationToken
        );

    private static Payload Read(JobContext job) => job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!;

    private async Task<Work?> LookAsync(Payload payload, CancellationToken cancellationToken)
    {
        if (await generations.FindAsync(payload.GenerationId, cancellationToken) is not { } generation)
        {
            return null;
        }
        return new Work(
            generation,
            generation.CampaignId is { } id ? await campaigns.FindAsync(id, cancellationToken) : null,
            await versions.FindVersionAsync(payload.ComponentId, payload.BasedOn, cancellationToken),
            generation.Steps.FirstOrDefault(step => step.Status == "pending")
        );
    }

    private async Task WriteVariantAsync(
        Payload payload,
        GenerationState generation,
        Campaign campaign,
        ComponentVersionView from,
        StepState step,
        CancellationToken cancellationToken
    )
    {
        var variant = generation.Steps.TakeWhile(one => one.Id != step.Id).Count();
        var (brief, plan, theme) = Briefing.Kept(campaign);
        try
        {
            var written = await writer.WriteSectionAsync(
                generation,
                step,
                new SectionPrompt(
                    brief,
                    plan,
                    JsonSerializer.Deserialize<PlannedSection>(step.Section, Briefing.PromptJson)!,
                    theme,
                    generation.Instructions,
                    from.Code,
                    variant
                ),
                cancellationToken
            );
            if (written.IsHeld)
            {
                throw new JobPostponedException(
                    await sender.Send(new WaitForBudget(generation.Id, step.Id), cancellationToken)
                );
            }
            ICommand next = written is { Value: { } draft, Answer: { } answer }
                ? new LandVariant(
                    generation.Id,
                    step.Id,
                    payload.ComponentId,
                    payload.BasedOn,
                    IsFirst: variant == 0,
                    draft,
                    answer
                )
                : new FailSection(generation.Id, step.Id, written.Problem!);
            await sender.Send(next, cancellationToken);
        }
        catch (DomainException refused) when (refused.IsFinal())
        {
            await sender.Send(
                new EndGeneration(generation.Id, CampaignId: null, refused.Error.Message),
                cancellationToken
            );
        }
    }
}
