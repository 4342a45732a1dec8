using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>Caps what all accounts together cost with the platform's keys.</summary>
/// <exception cref="DomainException">Unavailable: calls are leaving at this moment, send it again.</exception>
[Requires(Permission.PlatformAdmin)]
public sealed record SetPlatformBudget(BudgetTerms Terms, string Reason) : ICommand<CapView>;

internal sealed class SetPlatformBudgetValidator : AbstractValidator<SetPlatformBudget>
{
    public SetPlatformBudgetValidator()
    {
        RuleFor(set => set.Terms).SetValidator(new BudgetTermsValidator());
        RuleFor(set => set.Reason).NotEmpty().MaximumLength(500);
    }
}

internal sealed class SetPlatformBudgetHandler(IAiBudgets budgets) : ICommandHandler<SetPlatformBudget, CapView>
{
    public async Task<CapView> Handle(SetPlatformBudget request, CancellationToken cancellationToken)
    {
        await budgets.SetPlatformAsync(request.Terms, request.Reason, cancellationToken);
        return CapView.Of((await budgets.OfPlatformAsync(cancellationToken))!);
    }
}
