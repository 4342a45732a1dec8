using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Previews;

/// <summary>An upload of a preview: one that a component of the campaign shows or offers. It ends as the preview does.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetPreviewUpload(Guid MakerId, Guid CampaignId, PageUpload Upload) : IQuery<UploadContent>;

internal sealed class GetPreviewUploadHandler(
    IRepository<CampaignComponent> components,
    IAccountPeople people,
    IUploads uploads
) : IQueryHandler<GetPreviewUpload, UploadContent>
{
    public async Task<UploadContent> Handle(GetPreviewUpload request, CancellationToken cancellationToken)
    {
        if (!await people.MayActAsync(request.MakerId, cancellationToken))
        {
            throw new DomainException(CampaignErrors.NotFound);
        }
        var own = await components.ListAsync(new ComponentsOfCampaign(request.CampaignId), cancellationToken);
        return
            own.Any(component => PageUploads.IdsIn(component.Code).Contains(request.Upload.Id))
            && await uploads.ReadAsync(request.Upload.Id, cancellationToken) is { } upload
            && upload.Kind == request.Upload.Kind
            ? upload
            : throw new DomainException(CampaignErrors.NotFound);
    }
}
