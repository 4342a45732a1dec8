namespace AiWebBuilder.Application.Integrations.Analyses.Facts;

/// <summary>Visits a site by the rules of its host, and counts what stands in its HTML.</summary>
public interface ISiteSurveys
{
    /// <param name="first">The page to begin with; links of the same host lead to the others.</param>
    /// <param name="also">Pages that are known to be there.</param>
    /// <param name="progress">Told how far it is, 0–100; may throw to end it.</param>
    Task<SiteSurvey> VisitAsync(
        Uri first,
        IReadOnlyList<Uri> also,
        int most,
        Func<int, Task> progress,
        CancellationToken cancellationToken
    );

    /// <summary>The same page, however its address is written.</summary>
    string KeyOf(Uri address);
}
