using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Webhooks;

/// <summary>What the platform has sent in the last 30 days and what was done about it, newest first.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IntegrationsPermissions.Read)]
public sealed record ListWebhooks(Guid IntegrationId, int? Limit, string? Cursor) : IQuery<Page<WebhookView>>;

internal sealed class ListWebhooksHandler(IRepository<PlatformIntegration> integrations, IWebhooks webhooks)
    : IQueryHandler<ListWebhooks, Page<WebhookView>>
{
    public async Task<Page<WebhookView>> Handle(ListWebhooks request, CancellationToken cancellationToken)
    {
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await webhooks.ListAsync(integration.Id, page, cancellationToken);
        return page.ToPage(rows, one => new Keyset(one.CreatedAt, one.Id));
    }
}
