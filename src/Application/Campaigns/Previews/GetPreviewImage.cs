using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Previews;

/// <summary>An uploaded image of a preview: one that a component of the campaign shows. It ends as the preview does.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetPreviewImage(Guid MakerId, Guid CampaignId, Guid ImageId) : IQuery<UploadContent>;

internal sealed class GetPreviewImageHandler(
    IRepository<CampaignComponent> components,
    IAccountPeople people,
    IUploads uploads
) : IQueryHandler<GetPreviewImage, UploadContent>
{
    public async Task<UploadContent> Handle(GetPreviewImage request, CancellationToken cancellationToken)
    {
        if (!await people.MayActAsync(request.MakerId, cancellationToken))
        {
            throw new DomainException(CampaignErrors.NotFound);
        }
        var own = await components.ListAsync(new ComponentsOfCampaign(request.CampaignId), cancellationToken);
        return
            own.Any(component => PageImages.In(component.Code).Contains(request.ImageId))
            && await uploads.ReadAsync(request.ImageId, cancellationToken) is { } image
            ? image
            : throw new DomainException(CampaignErrors.NotFound);
    }
}
