using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Images;

/// <summary>The content of an uploaded image, as models get it.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(AiUsagePermissions.Read)]
public sealed record GetImageContent(Guid ImageId) : IQuery<ImageContent>;

internal sealed class GetImageContentHandler(IImages images) : IQueryHandler<GetImageContent, ImageContent>
{
    public async Task<ImageContent> Handle(GetImageContent request, CancellationToken cancellationToken) =>
        await images.ReadAsync(request.ImageId, cancellationToken) ?? throw new DomainException(ImageErrors.NotFound);
}
