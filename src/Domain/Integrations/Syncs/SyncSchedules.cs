using System.Buffers.Binary;

namespace AiWebBuilder.Domain.Integrations.Syncs;

/// <summary>The allowed values of <c>platform_integrations.sync_schedule</c>.</summary>
public static class SyncSchedules
{
    public const string Hourly = "hourly";
    public const string Daily = "daily";
    public const string Weekly = "weekly";

    public static IReadOnlyList<string> All { get; } = [Hourly, Daily, Weekly];

    /// <summary>Each integration has a moment of its own in the hour, day or week: platforms and workers are not asked by all at once.</summary>
    public static DateTimeOffset FirstAfter(string schedule, Guid integrationId, DateTimeOffset now)
    {
        var period = schedule switch
        {
            Hourly => TimeSpan.FromHours(1),
            Daily => TimeSpan.FromDays(1),
            _ => TimeSpan.FromDays(7),
        };
        // The end of a UUIDv7 is random.
        var seconds =
            BinaryPrimitives.ReadUInt32BigEndian(integrationId.ToByteArray().AsSpan(12)) % (long)period.TotalSeconds;
        var since = now.ToUnixTimeSeconds() - seconds;
        return DateTimeOffset.FromUnixTimeSeconds(
            (since / (long)period.TotalSeconds + 1) * (long)period.TotalSeconds + seconds
        );
    }
}
