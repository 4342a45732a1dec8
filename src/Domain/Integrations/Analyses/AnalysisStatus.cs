namespace AiWebBuilder.Domain.Integrations.Analyses;

/// <summary>The allowed values of <c>platform_analyses.status</c>.</summary>
public static class AnalysisStatus
{
    public const string Processing = "processing";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } = [Processing, Completed, Failed, Cancelled];
}
