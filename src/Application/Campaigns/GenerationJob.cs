using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>
/// Writes the sections one after the other. Each lands in a transaction of its own: component, cost, progress event and the
/// step's own state, so that a worker killed anywhere leaves whole steps behind and the next one goes on with the first that
/// is missing. The component's id is the step's: it cannot be made twice.
/// </summary>
internal sealed class GenerationJob(
    IGenerations generations,
    IRepository<Campaign> campaigns,
    IAiWriter writer,
    IUnitOfWork unitOfWork,
    IJobQueue jobs,
    ISender sender
) : IJobHandler
{
    public const string Type = "campaigns.generate";

    internal sealed record Payload(Guid GenerationId, Guid CampaignId);

    public string JobType => Type;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var (id, madeFor) = job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!;
        while (true)
        {
            GenerationState? generation;
            Campaign? campaign;
            try
            {
                (generation, campaign) = await unitOfWork.ReadAsync(
                    () => LookAsync(id, cancellationToken),
                    cancellationToken
                );
            }
            catch (DomainException gone) when (gone.IsFinal())
            {
                // Its model was deleted with the key behind it: no later attempt finds it.
                await sender.Send(new EndGeneration(id, madeFor, gone.Error.Message), cancellationToken);
                return;
            }
            if (generation is null)
            {
                return; // deleted with its account
            }
            if (campaign is null)
            {
                await sender.Send(
                    new EndGeneration(id, CampaignId: null, "The campaign was deleted."),
                    cancellationToken
                );
                return;
            }
            var step = generation.Steps.FirstOrDefault(one => one.Status == "pending");
            if (step is null || !generation.IsProcessing)
            {
                await sender.Send(new EndGeneration(id, campaign.Id), cancellationToken);
                return;
            }
            var ended = generation.Steps.Count(one => one.Status != "pending");
            await jobs.ReportProgressAsync(job.Id, 100 * ended / generation.Steps.Count, cancellationToken);
            await WriteStepAsync(generation, campaign, step, cancellationToken);
        }
    }

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken)
    {
        var (id, campaignId) = job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!;
        return sender.Send(new EndGeneration(id, campaignId, error), cancellationToken);
    }

    public Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(
            () =>
                generations.IsUnderWayAsync(
                    job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!.GenerationId,
                    cancellationToken
                ),
            cancellationToken
        );

    private async Task<(GenerationState? Generation, Campaign? Campaign)> LookAsync(
        Guid id,
        CancellationToken cancellationToken
    )
    {
        var state = await generations.FindAsync(id, cancellationToken);
        return (
            state,
            state?.CampaignId is { } campaignId ? await campaigns.FindAsync(campaignId, cancellationToken) : null
        );
    }

    private async Task WriteStepAsync(
        GenerationState generation,
        Campaign campaign,
        StepState step,
        CancellationToken cancellationToken
    )
    {
        var section = JsonSerializer.Deserialize<PlannedSection>(step.Section, Briefing.PromptJson)!;
        var (brief, plan, theme) = Briefing.Kept(campaign);
        try
        {
            var written = await writer.WriteSectionAsync(
                generation,
                step,
                new SectionPrompt(brief, plan, section, theme, generation.Instructions),
                cancellationToken
            );
            if (written.IsHeld)
            {
                throw new JobPostponedException(
                    await sender.Send(new WaitForBudget(generation.Id, step.Id), cancellationToken)
                );
            }
            ICommand next = written is { Value: { } draft, Answer: { } answer }
                ? new LandSection(generation.Id, campaign.Id, step.Id, section, draft, answer)
                : new FailSection(generation.Id, step.Id, written.Problem!);
            await sender.Send(next, cancellationToken);
        }
        catch (DomainException refused) when (refused.IsFinal())
        {
            await sender.Send(new EndGeneration(generation.Id, campaign.Id, refused.Error.Message), cancellationToken);
        }
    }
}
