using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Integrations;
using Ardalis.Specification;

namespace AiWebBuilder.Application.Integrations;

/// <summary>The account's connections to platforms, newest first.</summary>
[Requires(IntegrationsPermissions.Read)]
public sealed record ListIntegrations(int? Limit, string? Cursor) : IQuery<Page<IntegrationView>>;

internal sealed class ListIntegrationsHandler(IRepository<PlatformIntegration> integrations)
    : IQueryHandler<ListIntegrations, Page<IntegrationView>>
{
    public async Task<Page<IntegrationView>> Handle(ListIntegrations request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var (at, id) = page.Before;
        var rows = await integrations.ListAsync(new NewestBefore(at, id, page.Limit + 1), cancellationToken);
        return page.ToPage(
            [.. rows.Select(IntegrationView.Of)],
            integration => new Keyset(integration.CreatedAt, integration.Id)
        );
    }

    private sealed class NewestBefore : Specification<PlatformIntegration>
    {
        public NewestBefore(DateTimeOffset at, Guid id, int most) =>
            Query
                .Where(one => one.CreatedAt < at || one.CreatedAt == at && one.Id.CompareTo(id) < 0)
                .OrderByDescending(one => one.CreatedAt)
                .ThenByDescending(one => one.Id)
                .Take(most);
    }
}
