using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Application.Integrations.Syncs;

/// <summary>Starts the syncs that are due. More than it takes at once wait for the next minutes.</summary>
internal sealed class SyncBySchedule(ISyncSchedules schedules, IJobQueue jobs, IUnitOfWork unitOfWork) : IRecurringWork
{
    private const int Most = 500;

    public string Name => "integrations.sync_by_schedule";

    public string Schedule => "*/5 * * * *";

    public Task RunAsync(CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Done>(
            async () =>
            {
                foreach (var due in await schedules.ClaimAsync(Most, cancellationToken))
                {
                    await jobs.EnqueueAsync(
                        new JobRequest(
                            ScheduledSyncJob.Type,
                            due.Account,
                            new ScheduledSyncJob.Payload(due.Integration),
                            $"{ScheduledSyncJob.Type}:{due.Integration}"
                        ),
                        cancellationToken
                    );
                }
                return default;
            },
            cancellationToken
        );
}

/// <summary>Asks for a sync as a person of the account would.</summary>
internal sealed class ScheduledSyncJob(ISender sender, ILogger<ScheduledSyncJob> logger) : IJobHandler
{
    public const string Type = "integrations.scheduled_sync";

    internal sealed record Payload(Guid IntegrationId);

    public string JobType => Type;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var id = job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!.IntegrationId;
        try
        {
            await sender.Send(new StartSync(id), cancellationToken);
        }
        catch (DomainException refused)
            when (refused.Error.Kind is ErrorKind.NotFound or ErrorKind.Conflict or ErrorKind.PaymentRequired)
        {
            // It is gone, broken or beyond the plan since: the integration says so itself, and the next slot tries again.
            logger.LogInformation(
                "The scheduled sync of {IntegrationId} was not started: {Code}",
                id,
                refused.Error.Code
            );
        }
    }

    /// <summary>The next slot tries again.</summary>
    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) => Task.FromResult(false);
}
