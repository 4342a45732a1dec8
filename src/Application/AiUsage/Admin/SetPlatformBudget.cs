using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>
/// Limits what all accounts together may cost with the platform's keys in a period. Budgets for other periods stay in effect.
/// </summary>
/// <exception cref="DomainException">
/// PreconditionFailed: the budget has changed since; Unavailable: calls are being sent right now: try again.
/// </exception>
/// <param name="IfMatch">The tag of the cap that is replaced; null: whatever is there.</param>
[Requires(PlatformPermissions.Administer)]
public sealed record SetPlatformBudget(BudgetTerms Terms, string? IfMatch, string Reason) : ICommand<CapView>;

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
    public async Task<CapView> Handle(SetPlatformBudget request, CancellationToken cancellationToken) =>
        CapView.Of(await budgets.SetPlatformAsync(request.Terms, request.IfMatch, request.Reason, cancellationToken));
}
