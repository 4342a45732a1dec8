using System.Globalization;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Costs;

/// <summary>A range of days from two query parameters.</summary>
internal static class Days
{
    /// <summary>30 days up to <paramref name="to"/> by default, and that is today.</summary>
    /// <exception cref="DomainException">Validation: no date, the wrong way round, or more than 366 days.</exception>
    public static (DateOnly From, DateOnly To) Parse(string? from, string? to, DateOnly today)
    {
        var last = Read("to", to) ?? today;
        var first = Read("from", from) ?? AtLeast(last, 29);
        return first > last || last.DayNumber - first.DayNumber >= 366
            ? throw Invalid("from must not be after to, and the range may have at most 366 days.")
            : (first, last);
    }

    /// <summary>Either end may be open.</summary>
    /// <exception cref="DomainException">Validation: no date, or the wrong way round.</exception>
    public static (DateOnly? From, DateOnly? To) ParseOpen(string? from, string? to)
    {
        var (first, last) = (Read("from", from), Read("to", to));
        return first > last ? throw Invalid("from must not be after to.") : (first, last);
    }

    private static DateOnly AtLeast(DateOnly day, int before) =>
        day.DayNumber < before ? DateOnly.MinValue : day.AddDays(-before);

    // PostgreSQL's calendar begins long before and ends long after: years of four digits fit.
    private static DateOnly? Read(string name, string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 2000 and < 9999
            ? day
        : throw Invalid($"{name} must be a date such as 2026-01-31.");

    private static DomainException Invalid(string message) =>
        new(new Error(ErrorKind.Validation, "request.range_invalid", message));
}
