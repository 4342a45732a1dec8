namespace AiWebBuilder.Domain.Common;

/// <summary>Thrown where a rule is broken; one place in the Api turns it into problem+json.</summary>
public sealed class DomainException(Error error) : Exception(error.Message)
{
    /// <summary>The failure to report.</summary>
    public Error Error { get; } = error;

    /// <summary>When to try again, for <see cref="ErrorKind.TooManyRequests"/> and <see cref="ErrorKind.Unavailable"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
