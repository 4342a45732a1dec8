namespace AiWebBuilder.Application.AiUsage.Alerts;

/// <summary>The jobs by which people and programs hear of an alert.</summary>
public static class AlertJobs
{
    public const string Mail = "ai_usage.mail_alert";
    public const string Webhook = "ai_usage.call_webhook";

    public sealed record Payload(Guid AlertId);
}
