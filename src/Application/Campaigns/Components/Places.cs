using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>Cursors of lists in the order of a number: they hold a time and an id, and the number stands in the time's place.</summary>
public static class Places
{
    public static Keyset Of(int number, Guid id) => new(DateTimeOffset.UnixEpoch.AddMicroseconds(number), id);

    /// <summary>The number; one out of range is the nearest that a column can hold.</summary>
    public static int NumberOf(Keyset place) =>
        (int)Math.Clamp((place.At - DateTimeOffset.UnixEpoch).Ticks / 10, int.MinValue, int.MaxValue);
}
