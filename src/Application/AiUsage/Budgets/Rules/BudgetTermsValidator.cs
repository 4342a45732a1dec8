using AiWebBuilder.Application.Common.Addresses;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Budgets.Rules;

/// <summary>What holds for every cap.</summary>
internal sealed class BudgetTermsValidator : AbstractValidator<BudgetTerms>
{
    /// <summary>USD.</summary>
    private const decimal Most = 1_000_000_000;

    public BudgetTermsValidator()
    {
        RuleFor(terms => terms.Limit)
            .InclusiveBetween(0, Most)
            .Must(limit => decimal.Round(limit, 9) == limit)
            .WithMessage("limit may have at most nine decimal places.");
        RuleFor(terms => terms.Period)
            .Must(BudgetPeriods.All.Contains)
            .WithMessage($"period must be one of {string.Join(", ", BudgetPeriods.All)}.");
        RuleFor(terms => terms.Thresholds)
            .Must(thresholds =>
                thresholds is null || thresholds.Count <= 10 && thresholds.All(one => one is >= 1 and <= 100)
            )
            .WithMessage("thresholds may have at most ten values, each from 1 to 100.");
        RuleFor(terms => terms.AtLimit)
            .Must(choice => choice is null || LimitChoices.All.Contains(choice))
            .WithMessage($"atLimit must be one of {string.Join(", ", LimitChoices.All)}.");
        RuleFor(terms => terms.WebhookUrl).MaximumLength(WebAddresses.MaxLength);
    }
}
