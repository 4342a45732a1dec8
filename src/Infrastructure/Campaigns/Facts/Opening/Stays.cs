using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>"Check-in from 15:00, check-out by 11": times of guests, the same on every day, that name none.</summary>
internal static class Stays
{
    private const int MostSkipped = 3;

    public static void Read(FactScan scan)
    {
        var text = scan.Text;
        var arrival = -1;
        for (var i = 0; i < text.Count; i++)
        {
            var (arrives, leaves) = (text.Is(i, "hours.arrival"), text.Is(i, "hours.departure"));
            // "Check-in from 2, out by 10.30"
            leaves = leaves == 0 && arrival >= scan.Sentences.StartOf(i) ? text.Is(i, "hours.out") : leaves;
            var length = Math.Max(arrives, leaves);
            // "last entrance 17:15" is the end of something else.
            if (
                length == 0
                || scan.AnyTaken(i, i + length)
                || text.Of(i - 1, "nth.").Length > 0
                || text.Before(i + length, "lastorder").Start >= 0
                || Times(scan, i + length) is not { } times
            )
            {
                continue;
            }

            arrival = arrives > 0 ? i : arrival;
            var (open, close) = times.Slots[0];
            // "departure 11 h at the latest"
            if (leaves > 0 && close is null && text.Is(times.Start, "from") == 0)
            {
                (open, close) = (null, open);
            }

            scan.Add(
                "hours",
                new JsonObject
                {
                    ["regular"] = new JsonArray(new Slot(open, close).ToValue(null, null, true)),
                    ["exceptions"] = new JsonArray(),
                    ["what"] = text.Words(i, i + length),
                },
                i,
                times.End
            );
            i = times.End - 1;
        }
    }

    private static HoursPart? Times(FactScan scan, int start)
    {
        var text = scan.Text;
        for (var (at, skipped) = (start, 0); skipped < MostSkipped; skipped++)
        {
            if (TimeSpans.Read(scan, at) is { IsVague: false, Slots: [_] } times && (times.IsMarked || !times.IsBare))
            {
                // "Arrivals 9-17 Mon to Fri" is a week.
                return Days.Read(text, times.End + (text.IsSign(times.End, ",") ? 1 : 0)) is { IsWeak: false }
                    ? null
                    : times;
            }

            var skip = text.IsSign(at, ':', '-') ? 1 : text.Is(at, "filler");
            if (skip == 0)
            {
                return null;
            }

            at += skip;
        }

        return null;
    }
}
