using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Infrastructure.Integrations.Calls;

/// <summary>A platform that does not do what was asked of it.</summary>
/// <param name="problem">One of <see cref="ConnectionProblems"/>.</param>
/// <param name="detail">Goes into the text about the problem; never a secret.</param>
internal sealed class PlatformException(string problem, string detail = "", Exception? inner = null)
    : Exception($"{problem}: {detail}", inner)
{
    public string Problem => problem;

    public string Detail => detail;

    /// <summary>The platform wants to be left alone so long; null: it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
