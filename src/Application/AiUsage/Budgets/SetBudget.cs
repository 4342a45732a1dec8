using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>
/// Sets the account's budget for a period. It applies to every call from now on and includes what the current period has
/// already cost. Budgets for other periods stay in effect.
/// </summary>
/// <exception cref="DomainException">
/// Validation: also of a webhookUrl that leads into a private network; PaymentRequired: the plan has no budgets of its own; PreconditionFailed: the budget has changed since; Unavailable:
/// calls are being sent right now: try again.
/// </exception>
/// <param name="IfMatch">The tag of the cap that is replaced; null: whatever is there.</param>
[Requires(AiUsagePermissions.Manage)]
public sealed record SetBudget(BudgetTerms Terms, string? IfMatch) : ICommand;

internal sealed class SetBudgetValidator : AbstractValidator<SetBudget>
{
    public SetBudgetValidator() => RuleFor(set => set.Terms).SetValidator(new BudgetTermsValidator());
}

internal sealed class SetBudgetHandler(IAiBudgets budgets, IPlanLimits limits, IOutgoingAddresses addresses)
    : ICommandHandler<SetBudget, Done>,
        IBeforeTransaction<SetBudget>
{
    public Task PrepareAsync(SetBudget request, CancellationToken cancellationToken) =>
        addresses.RequirePublicAsync(request.Terms.WebhookUrl, cancellationToken);

    public async Task<Done> Handle(SetBudget request, CancellationToken cancellationToken)
    {
        await limits.RequireRoomAsync(PlanResource.CustomBudget, cancellationToken);
        await budgets.SetAsync(BudgetScopes.Account, subject: null, request.Terms, request.IfMatch, cancellationToken);
        return default;
    }
}
