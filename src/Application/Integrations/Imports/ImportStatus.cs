namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>How far an import is.</summary>
public static class ImportStatus
{
    public const string Pending = "pending";
    public const string Completed = "completed";
    public const string Failed = "failed";

    /// <summary>What it made was taken back, as far as nobody had worked on it since.</summary>
    public const string Reverted = "reverted";

    public static IReadOnlyList<string> All { get; } = [Pending, Completed, Failed, Reverted];
}
