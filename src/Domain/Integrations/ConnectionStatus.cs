namespace AiWebBuilder.Domain.Integrations;

/// <summary>The allowed values of <c>platform_integrations.connection_status</c>.</summary>
public static class ConnectionStatus
{
    /// <summary>The last verification proved the rights that are needed.</summary>
    public const string Connected = "connected";

    /// <summary>There are no credentials; what was found stays.</summary>
    public const string Disconnected = "disconnected";

    /// <summary>The last verification failed.</summary>
    public const string Error = "error";

    /// <summary>Something has still to be done before it can be used.</summary>
    public const string Pending = "pending";

    public static IReadOnlyList<string> All { get; } = [Connected, Disconnected, Error, Pending];
}
