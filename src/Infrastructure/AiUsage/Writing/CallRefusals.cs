using System.Globalization;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Calls;

namespace AiWebBuilder.Infrastructure.AiUsage.Writing;

/// <summary>What to say of a reservation that was refused; what has run away is stopped.</summary>
internal sealed class CallRefusals(ICurrentUser user, CallBooks books, TimeProvider time)
{
    public const decimal NanoPerUsd = 1_000_000_000m;

    public async Task<DomainException> OfAsync(
        ReserveOutcome outcome,
        PlanAllowance credits,
        CancellationToken cancellationToken
    )
    {
        switch (outcome.Outcome)
        {
            case "velocity":
                var spent = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Unusually high spending within a few minutes: {outcome.SpentNanoUsd / NanoPerUsd:0.00} USD."
                );
                await books.ShutOffAsync(user.RequireAccount(), hard: true, spent, cancellationToken);
                return new DomainException(AiUsageErrors.ShutOff(spent));
            case "failures":
                var failed = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{outcome.Failures} calls failed in a few minutes."
                );
                await books.ShutOffAsync(user.RequireAccount(), hard: false, failed, cancellationToken);
                return new DomainException(AiUsageErrors.ShutOff(failed));
            case "breaker_open":
                return new DomainException(
                    AiUsageErrors.ProviderUnavailable(
                        outcome.Failure == CallFailures.QuotaExhausted
                            ? AiUsageErrors.ProviderQuotaExhausted.Message
                            : "The provider has failed too often and is not called for a while."
                    )
                )
                {
                    RetryAfter = outcome.Until - time.GetUtcNow(),
                };
            case "model_refused":
                return new DomainException(
                    AiUsageErrors.ProviderUnavailable(
                        "The provider has refused this model, which is not requested for a while."
                    )
                )
                {
                    RetryAfter = outcome.Until - time.GetUtcNow(),
                };
            case "ended":
                return new DomainException(AiUsageErrors.GenerationEnded);
            case "run_out":
                return new DomainException(
                    AiUsageErrors.ProviderUnavailable(
                        "Too many calls are being sent at once: this one timed out waiting."
                    )
                );
            case "credits":
                return credits.Refuse(outcome.Used);
            case "budget":
                return Exhausted(
                    outcome.Scope!,
                    outcome.Period!,
                    outcome.LimitNanoUsd,
                    outcome.SpentNanoUsd,
                    outcome.ReservedNanoUsd
                );
            default:
                return new DomainException(AiUsageErrors.ShutOff(outcome.Reason ?? ""));
        }
    }

    /// <summary>A cap that is used up; amounts in 10⁻⁹ USD.</summary>
    public static DomainException Exhausted(string scope, string period, long limit, long spent, long reserved) =>
        new(
            // What the platform may spend is nobody else's to know.
            scope == "platform"
                ? AiUsageErrors.BudgetExhausted
                : AiUsageErrors.BudgetExhausted with
                {
                    Details = new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["scope"] = scope,
                        ["period"] = period,
                        ["limit"] = limit / NanoPerUsd,
                        ["spent"] = spent / NanoPerUsd,
                        ["reserved"] = reserved / NanoPerUsd,
                    },
                }
        );
}
