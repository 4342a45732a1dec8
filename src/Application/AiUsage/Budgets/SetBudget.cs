using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>
/// Sets the account's cap: from the answer on it holds for every call, and what the running period has cost already counts in it.
/// </summary>
/// <exception cref="DomainException">
/// Validation: also of a webhookUrl that leads into a private network; Unavailable: calls are leaving at this moment, send it again.
/// </exception>
[Requires(Permission.SettingsWrite)]
public sealed record SetBudget(BudgetTerms Terms) : ICommand;

internal sealed class SetBudgetValidator : AbstractValidator<SetBudget>
{
    public SetBudgetValidator() => RuleFor(set => set.Terms).SetValidator(new BudgetTermsValidator());
}

internal sealed class SetBudgetHandler(IAiBudgets budgets, IOutgoingAddresses addresses)
    : ICommandHandler<SetBudget, Done>,
        IPreparing<SetBudget>
{
    public Task PrepareAsync(SetBudget request, CancellationToken cancellationToken) =>
        addresses.RequirePublicAsync(request.Terms.WebhookUrl, cancellationToken);

    public async Task<Done> Handle(SetBudget request, CancellationToken cancellationToken)
    {
        await budgets.SetAsync(BudgetScopes.Account, subject: null, request.Terms, cancellationToken);
        return default;
    }
}
