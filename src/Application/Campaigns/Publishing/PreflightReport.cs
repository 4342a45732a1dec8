namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>All findings; passed when none blocks.</summary>
public sealed record PreflightReport(bool Passed, IReadOnlyList<PreflightCheck> Checks);
