using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Files;

/// <summary>The account's uploaded files, newest first.</summary>
[Requires(AiUsagePermissions.Read)]
public sealed record ListFiles(int? Limit, string? Cursor) : IQuery<Page<FileView>>;

internal sealed class ListFilesHandler(IStoredUploads uploads) : IQueryHandler<ListFiles, Page<FileView>>
{
    public async Task<Page<FileView>> Handle(ListFiles request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await uploads.ListAsync(UploadKind.File, page, cancellationToken);
        return page.ToPage([.. rows.Select(FileView.Of)], file => new Keyset(file.CreatedAt, file.Id));
    }
}
