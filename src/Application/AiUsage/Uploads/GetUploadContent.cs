using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Uploads;

/// <summary>The content of an upload, as models and visitors get it.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(AiUsagePermissions.Read)]
public sealed record GetUploadContent(UploadKind Kind, Guid Id) : IQuery<UploadContent>;

internal sealed class GetUploadContentHandler(IStoredUploads uploads) : IQueryHandler<GetUploadContent, UploadContent>
{
    public async Task<UploadContent> Handle(GetUploadContent request, CancellationToken cancellationToken)
    {
        await uploads.RequireAsync(request.Kind, request.Id, cancellationToken);
        return await uploads.ReadAsync(request.Id, cancellationToken)
            ?? throw new DomainException(OwnUploads.NotFound(request.Kind));
    }
}
