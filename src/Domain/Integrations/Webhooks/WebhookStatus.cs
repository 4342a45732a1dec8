namespace AiWebBuilder.Domain.Integrations.Webhooks;

/// <summary>What has become of a message that a platform sent.</summary>
public static class WebhookStatus
{
    public const string Received = "received";
    public const string Processed = "processed";

    /// <summary>Nothing is done about such messages, or nothing could be.</summary>
    public const string Ignored = "ignored";
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } = [Received, Processed, Ignored, Failed];
}
