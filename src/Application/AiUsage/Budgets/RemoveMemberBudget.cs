using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>Removes a member's budget for a period; without <c>period</c>, all of them. Idempotent.</summary>
/// <param name="Period">The budget's period.</param>
/// <exception cref="DomainException">NotFound; Unavailable: calls are being sent right now: try again.</exception>
[Requires(AiUsagePermissions.Manage)]
public sealed record RemoveMemberBudget(Guid MemberId, string? Period) : ICommand;

internal sealed class RemoveMemberBudgetValidator : AbstractValidator<RemoveMemberBudget>
{
    public RemoveMemberBudgetValidator() => RuleFor(remove => remove.Period).OneOf("period", BudgetPeriods.All);
}

internal sealed class RemoveMemberBudgetHandler(IAiBudgets budgets, IAccountPeople people)
    : ICommandHandler<RemoveMemberBudget, Done>
{
    public async Task<Done> Handle(RemoveMemberBudget request, CancellationToken cancellationToken)
    {
        var subject = await people.RequireMemberAsync(request.MemberId, cancellationToken);
        await budgets.RemoveAsync(BudgetScopes.Member, subject, request.Period, cancellationToken);
        return default;
    }
}
