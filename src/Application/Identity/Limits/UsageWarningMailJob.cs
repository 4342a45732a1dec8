using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.Identity.Limits;

/// <summary>Each warning of a month becomes one job, since it is told once.</summary>
internal sealed class MailUsageWarnings(IJobQueue jobs) : IIntegrationEventHandler<UsageWarned>
{
    public string Consumer => "identity.mail_usage_warning";

    public Task HandleAsync(UsageWarned integrationEvent, CancellationToken cancellationToken) =>
        jobs.EnqueueAsync(
            new JobRequest(
                UsageWarningMailJob.Type,
                integrationEvent.AccountId,
                new UsageWarningMailJob.Payload(
                    integrationEvent.Resource,
                    integrationEvent.Threshold,
                    integrationEvent.Limit,
                    integrationEvent.Used
                )
            ),
            cancellationToken
        );
}

/// <summary>Mails a warning to the account's owner, unless they do not want to hear of it.</summary>
internal sealed class UsageWarningMailJob(ISender sender, IMailer mailer) : IJobHandler
{
    public const string Type = "identity.mail_usage_warning";

    internal sealed record Payload(string Resource, int Threshold, long Limit, long Used);

    public string JobType => Type;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var warning = job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!;
        if (await sender.Send(new GetWarningMailbox(), cancellationToken) is { } mailbox)
        {
            await mailer.SendAsync(
                AccountMails.WriteUsageWarning(
                    mailbox.Address,
                    mailbox.Language,
                    (warning.Resource, warning.Threshold, warning.Limit, warning.Used),
                    mailer.AddressOf("usage")
                ),
                cancellationToken
            );
        }
    }

    /// <summary>The warning stands in GET /v1/me/usage as well.</summary>
    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        await sender.Send(new GetWarningMailbox(), cancellationToken) is not null;
}
