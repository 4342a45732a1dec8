using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using Ardalis.Specification;

namespace AiWebBuilder.Application.Integrations.Syncs;

/// <summary>The syncs of a connection, newest first.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IntegrationsPermissions.Read)]
public sealed record ListSyncs(Guid IntegrationId, int? Limit, string? Cursor) : IQuery<Page<SyncView>>;

internal sealed class ListSyncsHandler(
    IRepository<PlatformIntegration> integrations,
    IRepository<IntegrationSync> syncs
) : IQueryHandler<ListSyncs, Page<SyncView>>
{
    public async Task<Page<SyncView>> Handle(ListSyncs request, CancellationToken cancellationToken)
    {
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var (at, id) = page.Before;
        var rows = await syncs.ListAsync(new NewestBefore(integration.Id, at, id, page.Limit + 1), cancellationToken);
        return page.ToPage([.. rows.Select(SyncView.Of)], sync => new Keyset(sync.CreatedAt, sync.Id));
    }

    private sealed class NewestBefore : Specification<IntegrationSync>
    {
        public NewestBefore(Guid integrationId, DateTimeOffset at, Guid id, int most) =>
            Query
                .Where(sync =>
                    sync.IntegrationId == integrationId
                    && (sync.CreatedAt < at || sync.CreatedAt == at && sync.Id.CompareTo(id) < 0)
                )
                .OrderByDescending(sync => sync.CreatedAt)
                .ThenByDescending(sync => sync.Id)
                .Take(most);
    }
}
