namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>A day of the calendar, or several, as it is written.</summary>
/// <param name="Days">ISO 8601, <c>--MM-DD</c> without a year.</param>
/// <param name="IsMarked">Whether it can be nothing else: with the name of a month, a year, or signs for month and day.</param>
internal sealed record DateRef(
    int Start,
    int End,
    IReadOnlyList<string> Days,
    string? To,
    string? Weekday,
    bool IsMarked
);
