using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>Removes the platform's budget for a period; without <c>period</c>, all of its budgets. Idempotent.</summary>
/// <param name="Period">The budget's period.</param>
/// <exception cref="DomainException">Unavailable: calls are being sent right now: try again.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record RemovePlatformBudget(string? Period, string Reason) : ICommand;

internal sealed class RemovePlatformBudgetValidator : AbstractValidator<RemovePlatformBudget>
{
    public RemovePlatformBudgetValidator()
    {
        RuleFor(remove => remove.Period).OneOf("period", BudgetPeriods.All);
        RuleFor(remove => remove.Reason).NotEmpty().MaximumLength(500);
    }
}

internal sealed class RemovePlatformBudgetHandler(IAiBudgets budgets) : ICommandHandler<RemovePlatformBudget, Done>
{
    public async Task<Done> Handle(RemovePlatformBudget request, CancellationToken cancellationToken)
    {
        await budgets.RemovePlatformAsync(request.Period, request.Reason, cancellationToken);
        return default;
    }
}
