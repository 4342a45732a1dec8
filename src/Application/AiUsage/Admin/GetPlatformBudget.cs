using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>The platform's budget for a period with its current spend; without <c>period</c>, the one with the least left.</summary>
/// <param name="Period">The budget's period.</param>
/// <exception cref="DomainException">NotFound: none is set.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record GetPlatformBudget(string? Period) : IQuery<CapView>;

internal sealed class GetPlatformBudgetValidator : AbstractValidator<GetPlatformBudget>
{
    public GetPlatformBudgetValidator() => RuleFor(get => get.Period).OneOf("period", BudgetPeriods.All);
}

internal sealed class GetPlatformBudgetHandler(IAiBudgets budgets) : IQueryHandler<GetPlatformBudget, CapView>
{
    public async Task<CapView> Handle(GetPlatformBudget request, CancellationToken cancellationToken) =>
        (await budgets.OfPlatformAsync(cancellationToken)).Binding(request.Period) is { } cap
            ? CapView.Of(cap)
            : throw new DomainException(AiUsageErrors.BudgetNotFound);
}
