using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>An uploaded image for a file of an export; null when it was deleted after the export had begun.</summary>
[Requires(CampaignsPermissions.Read)]
public sealed record ExportImage(Guid ImageId) : IQuery<UploadContent?>;

internal sealed class ExportImageHandler(IUploads uploads) : IQueryHandler<ExportImage, UploadContent?>
{
    public Task<UploadContent?> Handle(ExportImage request, CancellationToken cancellationToken) =>
        uploads.ReadAsync(request.ImageId, cancellationToken);
}
