using AiWebBuilder.Application.Integrations.Platforms.Writing;

namespace AiWebBuilder.Application.Integrations.Platforms.Reading;

/// <param name="Name">Its address, or what it is called there.</param>
/// <param name="Address">Where visitors find it, or will.</param>
/// <param name="Html">Null: it is fetched from its address, as any visitor does.</param>
/// <param name="Problem">Why it cannot be had; null: it can.</param>
public sealed record PlatformPage(string Name, Uri? Address, byte[]? Html, string? Problem = null)
{
    /// <summary>What a sync has found it as.</summary>
    public Guid ContentId { get; init; }

    /// <summary>As the platform calls such a thing.</summary>
    public string Object { get; init; } = "";

    /// <summary>Its id on the platform.</summary>
    public string ExternalId { get; init; } = "";

    /// <summary>As it is kept there; null: nothing can be written to it.</summary>
    public StandingPage? Standing { get; init; }
}
