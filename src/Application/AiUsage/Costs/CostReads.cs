namespace AiWebBuilder.Application.AiUsage.Costs;

/// <param name="IsTotal">The sums over all groups, which comes as well.</param>
/// <param name="Key">Null gathers what has no such value: the spend of a deleted campaign.</param>
/// <param name="NanoUsd">10⁻⁹ USD; so the next two.</param>
public sealed record CostGroupRow(
    bool IsTotal,
    string? Key,
    long NanoUsd,
    long OwnKeyNanoUsd,
    long SavedNanoUsd,
    long Calls,
    long Replays,
    long Generations,
    long InputTokens,
    long CachedInputTokens,
    long CacheWrite5mTokens,
    long CacheWrite1hTokens,
    long OutputTokens,
    long ReasoningTokens
);

/// <param name="NanoUsd">10⁻⁹ USD; so the next two.</param>
public sealed record PlatformCostRow(
    bool IsTotal,
    string? Key,
    long NanoUsd,
    long ChargedNanoUsd,
    long ReleasedNanoUsd,
    long Calls
);

/// <param name="Model">The one whose answer was settled last; null while none was.</param>
/// <param name="Asked">Calls that have left for a model.</param>
public sealed record StepCostRow(Guid StepId, long NanoUsd, string? Model, int Asked);

public sealed record FailedCallRow(
    Guid StepId,
    Guid CallId,
    string Model,
    string Failure,
    string? Reason,
    long ChargedNanoUsd,
    DateTimeOffset At
);

/// <param name="Failures">JSON: failures and how often they came.</param>
public sealed record QualityRow(
    string? Model,
    string? PromptVersion,
    long Sections,
    long Kept,
    long Edited,
    long Reverted,
    long Regenerated,
    long Generations,
    long Rated,
    decimal? MeanRating,
    long Judged,
    long Accepted,
    long NanoUsd,
    string Failures
);

/// <summary>What the ledger is narrowed to; null is anything.</summary>
public sealed record LedgerFilter(string? Entry, Guid? GenerationId, Guid? CampaignId, DateOnly? From, DateOnly? To);

/// <summary>The allowed values of <c>groupBy</c>.</summary>
public static class CostGroups
{
    public const string Day = "day";
    public const string Model = "model";
    public const string Provider = "provider";
    public const string Campaign = "campaign";
    public const string GenerationType = "generationType";
    public const string Member = "member";

    public static IReadOnlyList<string> All { get; } = [Day, Model, Provider, Campaign, GenerationType, Member];
}

/// <summary>The allowed values of <c>groupBy</c> for the platform's costs.</summary>
public static class PlatformCostGroups
{
    public const string Day = "day";

    public static IReadOnlyList<string> All { get; } = [Day, "model", "provider", "account"];
}

/// <summary>Who pays a provider for a call.</summary>
public static class Payers
{
    public static IReadOnlyList<string> All { get; } = ["platform", "account"];
}

/// <summary>The allowed values of <c>ai_ledger.entry</c>.</summary>
public static class LedgerEntries
{
    public static IReadOnlyList<string> All { get; } = ["reserved", "settled", "released"];
}

/// <summary>What a table can be taken away as.</summary>
public static class TableFormats
{
    public const string Csv = "csv";
    public const string Json = "json";

    public static IReadOnlyList<string> All { get; } = [Csv, Json];
}
