using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>The platform's budgets by day, month and in total. A call with its keys must fit into each of them.</summary>
[Requires(PlatformPermissions.Administer)]
public sealed record ListPlatformBudgets : IQuery<Page<CapView>>;

internal sealed class ListPlatformBudgetsHandler(IAiBudgets budgets) : IQueryHandler<ListPlatformBudgets, Page<CapView>>
{
    public async Task<Page<CapView>> Handle(ListPlatformBudgets request, CancellationToken cancellationToken) =>
        new([.. (await budgets.OfPlatformAsync(cancellationToken)).Select(CapView.Of)], HasMore: false, Next: null);
}
