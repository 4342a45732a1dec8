using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>Times of day that only the words or the other times of the week make those of the evening.</summary>
internal static class OwnClock
{
    private const int Evening = 18 * 60;
    private const int LateEvening = 22 * 60;
    private const int LateNight = 5 * 60;

    /// <summary>"Thursday evenings 6-8"</summary>
    public static IReadOnlyList<Slot> Shifted(FactRegion region, Subject subject, IReadOnlyList<Slot> slots)
    {
        if (
            subject.Daytime is "evening" or "afternoon" or "night"
            && (region.UsesTwelveHours || slots.All(slot => slot.Open < 8 * 60))
        )
        {
            return
            [
                .. slots.Select(slot =>
                    slot is { Open: < Clock.Noon, Close: null or <= Clock.Noon }
                        ? new Slot(slot.Open + Clock.Noon, slot.Close + Clock.Noon)
                        : slot
                ),
            ];
        }

        return slots;
    }

    public static IReadOnlyList<Slot> Beside(FactRegion region, Week week, IReadOnlyList<Slot> slots)
    {
        // "6pm-1am, Fridays until 3": before it opens it cannot close.
        if (region.UsesTwelveHours && slots is [{ Open: null, Close: >= Clock.Noon and < Evening and var close }])
        {
            var opens = week.Last is [{ Days: [var before, ..], When: null }, ..]
                ? week.Named.GetValueOrDefault(before)
                : null;
            slots =
                opens?.TrueForAll(slot => slot.Open >= close && (slot.Close < slot.Open || slot.Close >= LateEvening))
                == true
                    ? [new Slot(null, close - Clock.Noon)]
                    : slots;
        }

        // "10 to 8 in the evening, Thursdays until 6": it cannot close before the others open.
        if (
            slots is [{ Open: null, Close: > LateNight and < 9 * 60 and var early }]
            && week.Named.Values.FirstOrDefault(known => known is [{ Open: not null, Close: not null }]) is [var other]
            && other.Open >= early
        )
        {
            slots = [new Slot(null, early + Clock.Noon)];
            week.IsUnsure |= other.Close < other.Open || other.Close < early + Clock.Noon;
        }

        return slots;
    }

    /// <summary>"10-17, Thursdays until 8": in the evening, or it closes early.</summary>
    public static bool IsAnother(IReadOnlyList<Slot> known, Slot until) =>
        until.Close is < Clock.Noon and > LateNight && known is [{ Open: < Clock.Noon, Close: >= 17 * 60 }];
}
