using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Uploads;

/// <summary>
/// Deletes an upload and frees its storage. Generations that have ended keep its address, which then leads nowhere; published pages
/// keep their copy.
/// </summary>
/// <exception cref="DomainException">
/// NotFound; Conflict <c>ai.image_in_use</c>: a running generation uses it; <c>ai.image_shown</c>, <c>ai.file_shown</c>: a component does.
/// </exception>
[Requires(AiUsagePermissions.Spend)]
public sealed record DeleteUpload(UploadKind Kind, Guid Id) : ICommand;

internal sealed class DeleteUploadHandler(IStoredUploads uploads) : ICommandHandler<DeleteUpload, Done>
{
    public async Task<Done> Handle(DeleteUpload request, CancellationToken cancellationToken)
    {
        await uploads.HoldAsync(cancellationToken);
        await uploads.RequireAsync(request.Kind, request.Id, cancellationToken);
        if (await uploads.IsGivenToModelAsync(request.Id, cancellationToken))
        {
            throw new DomainException(ImageErrors.InUse);
        }
        if (await uploads.IsShownAsync(request.Id, [], cancellationToken))
        {
            throw new DomainException(request.Kind == UploadKind.Image ? ImageErrors.Shown : FileErrors.Shown);
        }
        await uploads.RemoveAsync(request.Id, cancellationToken);
        return default;
    }
}
