using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>The platform's price book with its full history, newest entry first.</summary>
[Requires(PlatformPermissions.Administer)]
public sealed record ListPrices(int? Limit, string? Cursor) : IQuery<Page<PriceRowView>>;

internal sealed class ListPricesHandler(IAiCatalogue catalogue) : IQueryHandler<ListPrices, Page<PriceRowView>>
{
    public async Task<Page<PriceRowView>> Handle(ListPrices request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await catalogue.PricesAsync(page, cancellationToken);
        return page.ToPage(rows, price => new Keyset(price.CreatedAt, price.Id));
    }
}
