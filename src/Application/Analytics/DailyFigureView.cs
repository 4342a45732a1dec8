namespace AiWebBuilder.Application.Analytics;

/// <summary>One line of the export: a day's sum.</summary>
public sealed record DailyFigureView(
    DateOnly Day,
    string EventType,
    Guid? ComponentId,
    string Source,
    string Medium,
    long Events,
    decimal Revenue
);
