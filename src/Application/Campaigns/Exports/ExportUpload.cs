using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>An upload for a file of an export; null when it was deleted after the export had begun.</summary>
[Requires(CampaignsPermissions.Read)]
public sealed record ExportUpload(Guid Id) : IQuery<UploadContent?>;

internal sealed class ExportUploadHandler(IUploads uploads) : IQueryHandler<ExportUpload, UploadContent?>
{
    public Task<UploadContent?> Handle(ExportUpload request, CancellationToken cancellationToken) =>
        uploads.ReadAsync(request.Id, cancellationToken);
}
