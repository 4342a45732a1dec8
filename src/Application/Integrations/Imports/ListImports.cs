using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>The account's imports, newest first.</summary>
[Requires(CampaignsPermissions.Read)]
public sealed record ListImports(int? Limit, string? Cursor) : IQuery<Page<ImportView>>;

internal sealed class ListImportsHandler(IImports imports) : IQueryHandler<ListImports, Page<ImportView>>
{
    public async Task<Page<ImportView>> Handle(ListImports request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        return page.ToPage(
            await imports.ListAsync(page, cancellationToken),
            import => new Keyset(import.CreatedAt, import.Id)
        );
    }
}
