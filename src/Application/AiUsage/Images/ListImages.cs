using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Images;

/// <summary>The account's uploaded images, newest first.</summary>
[Requires(AiUsagePermissions.Read)]
public sealed record ListImages(int? Limit, string? Cursor) : IQuery<Page<ImageView>>;

internal sealed class ListImagesHandler(IStoredUploads uploads) : IQueryHandler<ListImages, Page<ImageView>>
{
    public async Task<Page<ImageView>> Handle(ListImages request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await uploads.ListAsync(UploadKind.Image, page, cancellationToken);
        return page.ToPage([.. rows.Select(ImageView.Of)], image => new Keyset(image.CreatedAt, image.Id));
    }
}
