using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Images;

/// <summary>An uploaded image: its type, its size, and where its content is.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(AiUsagePermissions.Read)]
public sealed record GetImage(Guid ImageId) : IQuery<ImageView>;

internal sealed class GetImageHandler(IStoredUploads uploads) : IQueryHandler<GetImage, ImageView>
{
    public async Task<ImageView> Handle(GetImage request, CancellationToken cancellationToken) =>
        ImageView.Of(await uploads.RequireAsync(UploadKind.Image, request.ImageId, cancellationToken));
}
