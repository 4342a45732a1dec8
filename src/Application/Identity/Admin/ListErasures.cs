using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Closure;

namespace AiWebBuilder.Application.Identity.Admin;

/// <summary>Personal data erasures that are pending, running or complete, newest first, with their receipts.</summary>
[Requires(PlatformPermissions.Administer)]
public sealed record ListErasures(int? Limit, string? Cursor) : IQuery<Page<ErasureView>>;

internal sealed class ListErasuresHandler(IErasures erasures) : IQueryHandler<ListErasures, Page<ErasureView>>
{
    public async Task<Page<ErasureView>> Handle(ListErasures request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await erasures.ListAsync(page, cancellationToken);
        return page.ToPage(rows, erasure => new Keyset(erasure.CreatedAt, erasure.Id));
    }
}
