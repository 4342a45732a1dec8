namespace AiWebBuilder.Application.Integrations.Contracts;

/// <summary>What has become of a form submission that is sent to a platform.</summary>
public static class LeadStatus
{
    public const string Pending = "pending";
    public const string Sent = "sent";
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } = [Pending, Sent, Failed];
}
