namespace AiWebBuilder.Application.Operations.Contracts;

/// <summary>The job has to wait for something, and leaves its worker to others until then. However often it waits, it has not failed.</summary>
/// <param name="delay">It is started again after up to this time.</param>
public sealed class JobPostponedException(TimeSpan delay) : Exception("The job waits.")
{
    public TimeSpan Delay { get; } = delay;
}
