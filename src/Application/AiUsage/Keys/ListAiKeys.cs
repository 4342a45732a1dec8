using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Keys;

/// <summary>The account's own provider keys, newest first. The keys themselves are never shown.</summary>
[Requires(AiUsagePermissions.Manage)]
public sealed record ListAiKeys(int? Limit, string? Cursor) : IQuery<Page<AiKeyView>>;

internal sealed class ListAiKeysHandler(IAiKeys keys) : IQueryHandler<ListAiKeys, Page<AiKeyView>>
{
    public async Task<Page<AiKeyView>> Handle(ListAiKeys request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await keys.ListAsync(page, cancellationToken);
        return page.ToPage(rows, key => new Keyset(key.CreatedAt, key.Id));
    }
}
