namespace AiWebBuilder.Application.Analytics.Contracts;

/// <summary>What other modules may ask about the visits of published pages.</summary>
public interface IVisitRecords
{
    /// <summary>Months that single visits are kept.</summary>
    int MonthsKept { get; }
}
