using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.AiUsage;

/// <summary>What can go wrong with AI usage.</summary>
public static class AiUsageErrors
{
    public static Error GenerationNotFound { get; } =
        new(ErrorKind.NotFound, "ai.generation_not_found", "Generation not found.");

    public static Error GenerationEnded { get; } =
        new(ErrorKind.Conflict, "ai.generation_ended", "The generation has already ended.");

    public static Error EventUnknown { get; } =
        new(
            ErrorKind.Validation,
            "ai.event_unknown",
            "Last-Event-ID must be the id of an event of this stream, or be omitted."
        );

    public static Error ShutOff(string reason) =>
        new(ErrorKind.Conflict, "ai.shut_off", $"AI is switched off: {reason}");

    public static Error BudgetExhausted { get; } =
        new(
            ErrorKind.PaymentRequired,
            "ai.budget_exhausted",
            "The AI budget is too low for this call: what is left is less than it may cost."
        );

    public static Error ProviderUnavailable(string message) =>
        new(ErrorKind.Unavailable, "ai.provider_unavailable", message);

    public static Error ProviderQuotaExhausted { get; } =
        new(
            ErrorKind.PaymentRequired,
            "ai.provider_quota_exhausted",
            "The provider says that the quota of the key is used up."
        );

    public static Error ModelNotUsable(string model) =>
        new(ErrorKind.Validation, "ai.model_not_usable", $"The model {model} is unknown, has no price, or has no key.");

    public static Error BudgetNotFound { get; } = new(ErrorKind.NotFound, "ai.budget_not_found", "Budget not found.");

    public static Error GateBusy { get; } =
        new(
            ErrorKind.Unavailable,
            "ai.calls_leaving",
            "AI calls are being sent right now. Nothing was changed: try again."
        );

    public static Error LiftedTooOften { get; } =
        new(
            ErrorKind.TooManyRequests,
            "ai.lifted_too_often",
            "AI was stopped automatically and has already been restarted twice in the last 24 hours: it cannot be restarted yet."
        );

    public static Error ShutoffNotAutomatic { get; } =
        new(
            ErrorKind.Conflict,
            "ai.shutoff_not_automatic",
            "Someone in the account switched AI off: only its owner and admins can switch it on again."
        );

    public static Error AccountNotFound { get; } =
        new(ErrorKind.NotFound, "ai.account_not_found", "Account not found.");

    public static Error AddressRefused(string problem) =>
        new(ErrorKind.Validation, "ai.address_refused", $"This address is not allowed: {problem}");

    public static Error KeyNotFound { get; } = new(ErrorKind.NotFound, "ai.key_not_found", "Key not found.");

    public static Error TooManyKeys(int most) =>
        new(ErrorKind.Conflict, "ai.too_many_keys", $"An account may have at most {most} provider keys.");

    public static Error ModelTaken(string model) =>
        new(ErrorKind.Conflict, "ai.model_taken", $"Another key of this account already has a model {model}.");

    public static Error ModelNotFound { get; } =
        new(ErrorKind.NotFound, "ai.model_not_found", "Model not found in the catalogue.");
}
