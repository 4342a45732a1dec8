using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Syncs;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Webhooks;
using Ardalis.Specification;

namespace AiWebBuilder.Application.Integrations.Webhooks;

/// <summary>
/// Acts on a message of a platform's. A message is a hint: what has happened the platform itself is asked, so that a message that is false, old or repeated
/// does no harm.
/// </summary>
internal sealed class WebhookJob(
    IWebhooks webhooks,
    IRepository<IntegrationSync> syncs,
    IEnumerable<IPlatformAdapter> platforms,
    ISender sender,
    IUnitOfWork unitOfWork
) : IJobHandler
{
    public const string Type = "integrations.webhook";

    /// <summary>A sync that began before the message came may have passed over what it tells of.</summary>
    private static readonly TimeSpan UntilSyncEnds = TimeSpan.FromSeconds(30);

    internal sealed record Payload(Guid WebhookId);

    public string JobType => Type;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var id = IdOf(job);
        if (await PendingAsync(id, cancellationToken) is not { } webhook)
        {
            return;
        }
        var platform = platforms.Single(one => one.Platform == webhook.PlatformType);
        try
        {
            switch (platform.WebhookActionOf(webhook.Kind))
            {
                case WebhookAction.Verify:
                    await sender.Send(new VerifyIntegration(webhook.IntegrationId), cancellationToken);
                    break;
                case WebhookAction.Sync:
                    await SyncAsync(webhook, cancellationToken);
                    break;
                default:
                    await FinishAsync(
                        id,
                        WebhookStatus.Ignored,
                        "Nothing is done about messages of this kind.",
                        cancellationToken
                    );
                    return;
            }
            await FinishAsync(id, WebhookStatus.Processed, reason: null, cancellationToken);
        }
        catch (DomainException refused)
            when (refused.Error.Kind is ErrorKind.NotFound or ErrorKind.Conflict or ErrorKind.PaymentRequired)
        {
            await FinishAsync(id, WebhookStatus.Ignored, refused.Error.Message, cancellationToken);
        }
    }

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) =>
        FinishAsync(
            IdOf(job),
            WebhookStatus.Failed,
            "It could not be acted on: sync or verify the connection by hand.",
            cancellationToken
        );

    public async Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        await PendingAsync(IdOf(job), cancellationToken) is not null;

    /// <exception cref="JobPostponedException">One that began before the message came still runs.</exception>
    private async Task SyncAsync(PendingWebhook webhook, CancellationToken cancellationToken)
    {
        if (
            await unitOfWork.ReadAsync(
                () =>
                    syncs.FirstOrDefaultAsync(
                        new BegunSince(webhook.IntegrationId, webhook.CreatedAt),
                        cancellationToken
                    ),
                cancellationToken
            )
            is null
        )
        {
            var sync = await sender.Send(new StartSync(webhook.IntegrationId), cancellationToken);
            if (sync.CreatedAt < webhook.CreatedAt)
            {
                throw new JobPostponedException(UntilSyncEnds);
            }
        }
    }

    private Task<PendingWebhook?> PendingAsync(Guid id, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(() => webhooks.PendingAsync(id, cancellationToken), cancellationToken);

    private Task<Done> FinishAsync(Guid id, string status, string? reason, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Done>(
            async () =>
            {
                await webhooks.FinishAsync(id, status, reason, cancellationToken);
                return default;
            },
            cancellationToken
        );

    private static Guid IdOf(JobContext job) => job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!.WebhookId;

    private sealed class BegunSince : Specification<IntegrationSync>
    {
        public BegunSince(Guid integrationId, DateTimeOffset at) =>
            Query.Where(sync => sync.IntegrationId == integrationId && sync.CreatedAt >= at).Take(1);
    }
}
