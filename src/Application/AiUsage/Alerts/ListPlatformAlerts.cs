using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Alerts;

/// <summary>
/// Alerts for the operator: the platform's budgets and shutoffs, rejected keys, discrepancies in the books. Newest first.
/// </summary>
[Requires(PlatformPermissions.Administer)]
public sealed record ListPlatformAlerts(int? Limit, string? Cursor) : IQuery<Page<AlertView>>;

internal sealed class ListPlatformAlertsHandler(IAiAlerts alerts) : IQueryHandler<ListPlatformAlerts, Page<AlertView>>
{
    public async Task<Page<AlertView>> Handle(ListPlatformAlerts request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await alerts.ListAsync(ofPlatform: true, page, cancellationToken);
        return page.ToPage(rows, alert => new Keyset(alert.CreatedAt, alert.Id));
    }
}
