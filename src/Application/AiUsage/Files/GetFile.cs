using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Files;

/// <summary>An uploaded file: its name, its type, its size, and where its content is.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(AiUsagePermissions.Read)]
public sealed record GetFile(Guid FileId) : IQuery<FileView>;

internal sealed class GetFileHandler(IStoredUploads uploads) : IQueryHandler<GetFile, FileView>
{
    public async Task<FileView> Handle(GetFile request, CancellationToken cancellationToken) =>
        FileView.Of(await uploads.RequireAsync(UploadKind.File, request.FileId, cancellationToken));
}
