using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.AiUsage.Alerts;

/// <summary>The jobs by which people and programs hear of an alert.</summary>
public static class AlertJobs
{
    public const string Mail = "ai_usage.mail_alert";
    public const string Webhook = "ai_usage.call_webhook";

    public sealed record Payload(Guid AlertId);
}

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
