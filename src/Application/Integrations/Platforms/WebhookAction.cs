namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>What a message of a platform's is a reason for.</summary>
public enum WebhookAction
{
    None,

    /// <summary>To ask the platform whether the connection still works.</summary>
    Verify,

    /// <summary>To read anew what the platform holds.</summary>
    Sync,
}
