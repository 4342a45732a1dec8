using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Uploads;

public static class OwnUploads
{
    public static Error NotFound(UploadKind kind) =>
        kind == UploadKind.Image ? ImageErrors.NotFound : FileErrors.NotFound;

    /// <exception cref="DomainException">NotFound: the account has no upload of that id, or it is of the other kind.</exception>
    public static async Task<Upload> RequireAsync(
        this IStoredUploads uploads,
        UploadKind kind,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        (await uploads.FindAsync([id], cancellationToken)).GetValueOrDefault(id) is { } upload && upload.Kind == kind
            ? upload
            : throw new DomainException(NotFound(kind));
}
