using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.AiUsage;

namespace AiWebBuilder.Application.AiUsage.Generations;

internal sealed class GenerationStarter(
    IRepository<AiGeneration> generations,
    IStoredUploads uploads,
    IAiBooks books,
    IJobQueue jobs,
    ICurrentUser user,
    TimeProvider time
) : IGenerations
{
    public async Task<StartedGeneration> StartAsync(NewGeneration start, CancellationToken cancellationToken)
    {
        await uploads.RequireImagesAsync(
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
            start.CampaignId is { } campaign
                ? await books.NextIterationAsync(campaign, start.ComponentId, cancellationToken)
                : 1,
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

    public async Task<IReadOnlyList<string>> FailedAsync(Guid campaignId, CancellationToken cancellationToken) =>
        await generations.FirstOrDefaultAsync(new LastCampaignGeneration(campaignId), cancellationToken) is { } last
            ? [.. last.Steps.Where(step => step.Status == "failed").Select(step => step.Section)]
            : [];

    public async Task<IReadOnlyList<string>> InstructionsAsync(Guid campaignId, CancellationToken cancellationToken) =>
        [
            .. (await generations.ListAsync(new GenerationsOfCampaign(campaignId, limit: 20), cancellationToken))
                .Select(generation => generation.PromptText)
                .OfType<string>(),
        ];
}
