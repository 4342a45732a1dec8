namespace AiWebBuilder.Application.Common;

/// <summary>Identifiers in the order of time.</summary>
public static class ClockExtensions
{
    /// <summary>A UUIDv7 of this moment.</summary>
    public static Guid NewId(this TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());
}
