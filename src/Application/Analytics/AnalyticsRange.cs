using System.Globalization;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics;

/// <summary>A time that is asked about, in whole intervals.</summary>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="To">Exclusive, UTC.</param>
public sealed record AnalyticsRange(DateTimeOffset From, DateTimeOffset To, string Interval)
{
    private const string Hour = AnalyticsIntervals.Hour;
    private const string Day = AnalyticsIntervals.Day;
    private const string Week = AnalyticsIntervals.Week;

    /// <summary>Hours are counted from single events.</summary>
    private const int MaxDaysByHour = 31;

    private const int MaxDays = 3 * 366;

    /// <summary>
    /// Reads <c>from</c>, <c>to</c> (dates, the last included, or RFC 3339 times, the last excluded) and <c>interval</c> (day by
    /// default). Without times: the last 24 hours, 30 days or 12 weeks. Widened to whole intervals.
    /// </summary>
    /// <exception cref="DomainException">Validation: unreadable, empty, or too long.</exception>
    public static AnalyticsRange Parse(string? from, string? to, string? interval, DateTimeOffset now)
    {
        interval ??= Day;
        if (interval is not (Hour or Day or Week))
        {
            throw new DomainException(AnalyticsErrors.IntervalUnknown);
        }
        var end = Read(to, "to", isEnd: true) ?? now;
        var start = Read(from, "from", isEnd: false);
        if (end < start)
        {
            throw Invalid("from must be before to.");
        }
        if (end > now.AddYears(1) || end < now.AddYears(-10) || start < now.AddYears(-10))
        {
            throw Invalid("from and to may be at most ten years ago, and to at most one year ahead.");
        }
        end = Ceiling(end, interval);
        var begin = Floor(
            start
                ?? interval switch
                {
                    Hour => end.AddHours(-24),
                    Day => end.AddDays(-30),
                    _ => end.AddDays(-7 * 12),
                },
            interval
        );
        end = end == begin ? Next(begin, interval) : end;
        var limit = interval == Hour ? MaxDaysByHour : MaxDays;
        // Widening to whole weeks is not held against the caller.
        if (end - begin > TimeSpan.FromDays(limit + (interval == Week ? 12 : 0)))
        {
            throw Invalid($"By {interval}, at most {limit} days can be requested at once.");
        }
        return new AnalyticsRange(begin, end, interval);
    }

    /// <summary>The starts of all intervals, in order.</summary>
    public IEnumerable<DateTimeOffset> Starts()
    {
        for (var at = From; at < To; at = Next(at, Interval))
        {
            yield return at;
        }
    }

    private static DateTimeOffset Next(DateTimeOffset at, string interval) =>
        interval switch
        {
            Hour => at.AddHours(1),
            Day => at.AddDays(1),
            _ => at.AddDays(7),
        };

    private static DateTimeOffset Floor(DateTimeOffset time, string interval)
    {
        var day = new DateTimeOffset(time.UtcDateTime.Date, TimeSpan.Zero);
        return interval switch
        {
            Hour => day.AddHours(time.UtcDateTime.Hour),
            Day => day,
            // Monday, as in ISO 8601.
            _ => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        };
    }

    private static DateTimeOffset Ceiling(DateTimeOffset time, string interval)
    {
        var floor = Floor(time, interval);
        return floor == time ? floor : Next(floor, interval);
    }

    private static DateTimeOffset? Read(string? text, string name, bool isEnd)
    {
        if (text is null)
        {
            return null;
        }
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            return isEnd && day < DateOnly.MaxValue ? midnight.AddDays(1) : midnight;
        }
        return DateTimeOffset.TryParseExact(
            // A plus sign that was not encoded arrives as a space.
            text.Replace(' ', '+'),
            ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : throw Invalid($"{name} must be a date (2026-11-30) or an RFC 3339 time (2026-11-30T12:00:00Z).");
    }

    private static DomainException Invalid(string message) => new(AnalyticsErrors.RangeInvalid(message));
}
