using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>A platform does not give what a sync asked for.</summary>
/// <param name="message">For the person: what is wrong, and what to do about it.</param>
public sealed class PlatformUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the person must see to; null: it may be better the next time.</summary>
    public ConnectionCheck? Check { get; init; }

    /// <summary>Only this object is out of reach.</summary>
    public bool IsOfObject { get; init; }

    /// <summary>The platform wants to be left alone so long; null: it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
