using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.AiUsage.Alerts;

/// <summary>Mails each alert, and calls the account's webhook with it.</summary>
internal sealed class TellOfAlerts(IJobQueue jobs) : IIntegrationEventHandler<AlertRaised>
{
    public string Consumer => "ai_usage.tell_of_alert";

    public async Task HandleAsync(AlertRaised integrationEvent, CancellationToken cancellationToken)
    {
        var (alert, account) = (new AlertJobs.Payload(integrationEvent.AlertId), integrationEvent.AccountId);
        await jobs.EnqueueAsync(new JobRequest(AlertJobs.Mail, account, alert), cancellationToken);
        if (account is not null)
        {
            // Twenty attempts take about two hours.
            await jobs.EnqueueAsync(
                new JobRequest(AlertJobs.Webhook, account, alert) { MaxAttempts = 20 },
                cancellationToken
            );
        }
    }
}
