using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>Removes the account's cap. Again: nothing happens.</summary>
/// <exception cref="DomainException">Unavailable: calls are leaving at this moment, send it again.</exception>
[Requires(Permission.SettingsWrite)]
public sealed record RemoveBudget : ICommand;

internal sealed class RemoveBudgetHandler(IAiBudgets budgets) : ICommandHandler<RemoveBudget, Done>
{
    public async Task<Done> Handle(RemoveBudget request, CancellationToken cancellationToken)
    {
        await budgets.RemoveAsync(BudgetScopes.Account, subject: null, cancellationToken);
        return default;
    }
}
