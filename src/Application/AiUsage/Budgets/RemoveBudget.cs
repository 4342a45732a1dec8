using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>Removes the account's budget for a period; without <c>period</c>, all of its budgets. Idempotent.</summary>
/// <param name="Period">The budget's period.</param>
/// <exception cref="DomainException">Unavailable: calls are being sent right now: try again.</exception>
[Requires(AiUsagePermissions.Manage)]
public sealed record RemoveBudget(string? Period) : ICommand;

internal sealed class RemoveBudgetValidator : AbstractValidator<RemoveBudget>
{
    public RemoveBudgetValidator() => RuleFor(remove => remove.Period).OneOf("period", BudgetPeriods.All);
}

internal sealed class RemoveBudgetHandler(IAiBudgets budgets) : ICommandHandler<RemoveBudget, Done>
{
    public async Task<Done> Handle(RemoveBudget request, CancellationToken cancellationToken)
    {
        await budgets.RemoveAsync(BudgetScopes.Account, subject: null, request.Period, cancellationToken);
        return default;
    }
}
