using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Previews;

/// <summary>
/// The campaign as it stands, its links leading through the preview: no tracking, and forms that go nowhere. It ends with the
/// account, with the campaign, and with whoever made the link.
/// </summary>
/// <param name="Address">Where the preview stands, without a slash at its end.</param>
/// <returns>The pages first, the e-mails after them.</returns>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetPreview(Guid MakerId, Guid CampaignId, string Address) : IQuery<IReadOnlyList<ComposedPage>>;

internal sealed class GetPreviewHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IAccountPeople people,
    IBlocks blocks,
    IVisitRecords visits,
    TimeProvider time
) : IQueryHandler<GetPreview, IReadOnlyList<ComposedPage>>
{
    public async Task<IReadOnlyList<ComposedPage>> Handle(GetPreview request, CancellationToken cancellationToken)
    {
        if (!await people.MayActAsync(request.MakerId, cancellationToken))
        {
            throw new DomainException(CampaignErrors.NotFound);
        }
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        return CampaignPages.ComposeAll(
            blocks,
            campaign,
            await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken),
            visits.MonthsKept,
            new PageServing(
                key => $"{request.Address}/{key}",
                UploadAddressOf: upload => $"{request.Address}/{upload.Address}"
            )
            {
                Time = await LocalTime.OfAsync(people, time, campaign, cancellationToken),
            }
        );
    }
}
