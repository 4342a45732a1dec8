using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Images;

/// <summary>
/// Deletes an uploaded image and frees its storage. Generations that have ended keep its address, which then leads nowhere; published pages
/// keep the image.
/// </summary>
/// <exception cref="DomainException">
/// NotFound; Conflict <c>ai.image_in_use</c>: a running generation uses it; <c>ai.image_shown</c>: a component shows it.
/// </exception>
[Requires(AiUsagePermissions.Spend)]
public sealed record DeleteImage(Guid ImageId) : ICommand;

internal sealed class DeleteImageHandler(IImages images) : ICommandHandler<DeleteImage, Done>
{
    public async Task<Done> Handle(DeleteImage request, CancellationToken cancellationToken)
    {
        await images.LockAsync(cancellationToken);
        if (await images.IsGivenToModelAsync(request.ImageId, cancellationToken))
        {
            throw new DomainException(ImageErrors.InUse);
        }
        if (await images.IsShownAsync(request.ImageId, cancellationToken))
        {
            throw new DomainException(ImageErrors.Shown);
        }
        return await images.RemoveAsync(request.ImageId, cancellationToken)
            ? default(Done)
            : throw new DomainException(ImageErrors.NotFound);
    }
}
