namespace AiWebBuilder.Domain.Integrations;

/// <summary>What a verification found.</summary>
/// <param name="Status">One of <see cref="ConnectionStatus"/>.</param>
/// <param name="Problem">One of <see cref="ConnectionProblems"/>; null: none.</param>
/// <param name="NextStep">What the person must do; null: nothing.</param>
/// <param name="Metadata">A JSON object in place of what the integration knew of the platform; null: it stays.</param>
public sealed record ConnectionCheck(string Status, string? Problem, string? NextStep, string? Metadata)
{
    public string? AccountName { get; init; }

    public string? AccountEmail { get; init; }
}
