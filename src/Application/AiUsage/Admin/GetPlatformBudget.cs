using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>The platform's cap with what its running period has seen.</summary>
/// <exception cref="DomainException">NotFound: none is set.</exception>
[Requires(Permission.PlatformAdmin)]
public sealed record GetPlatformBudget : IQuery<CapView>;

internal sealed class GetPlatformBudgetHandler(IAiBudgets budgets) : IQueryHandler<GetPlatformBudget, CapView>
{
    public async Task<CapView> Handle(GetPlatformBudget request, CancellationToken cancellationToken) =>
        await budgets.OfPlatformAsync(cancellationToken) is { } cap
            ? CapView.Of(cap)
            : throw new DomainException(AiUsageErrors.BudgetNotFound);
}
