namespace AiWebBuilder.Domain.AiUsage;

/// <summary>The allowed values of <c>ai_generations.status</c>.</summary>
public static class GenerationStatus
{
    public const string Processing = "processing";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } = [Processing, Completed, Failed, Cancelled];
}
