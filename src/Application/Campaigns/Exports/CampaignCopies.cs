using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts.Exports;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Publishing;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Exports;

internal sealed class CampaignCopies(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IRepository<Publication> publications,
    IBlocks blocks,
    IUploads uploads,
    IVisitRecords visits,
    IAccountPeople people,
    TimeProvider time
) : ICampaignCopies
{
    public async Task<CampaignCopy> ComposeAsync(
        Guid campaignId,
        string server,
        Func<Guid, string?> uploadOf,
        CancellationToken cancellationToken
    )
    {
        var campaign = await campaigns.RequireAsync(campaignId, cancellationToken);
        var all = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var publication = await publications.FindAsync(campaign.Id, cancellationToken);
        var place = new ExportPlace(server, publication?.Slug ?? Slugs.For(campaign), publication is { IsLive: true })
        {
            Uploads = await uploads.FindAsync(
                [.. all.SelectMany(component => PageUploads.IdsIn(component.Code))],
                cancellationToken
            ),
            Time = await LocalTime.OfAsync(people, time, campaign, cancellationToken),
        };
        var pages = CampaignPages.ComposeAll(
            blocks,
            campaign,
            all,
            visits.MonthsKept,
            place.ServingAt(place.AddressOf, place.UploadAddressOf) with
            {
                EmailUploadAddressOf = upload => uploadOf(upload.Id) ?? place.UploadAddressOf(upload),
            }
        );
        return new CampaignCopy(
            campaign.Name,
            [
                .. pages
                    .Where(page => page.Email is null)
                    .Select(page => new PageCopy(
                        page.Key,
                        page.Title,
                        DescriptionIn(page.Html),
                        place.IsLive ? place.AddressOf(page.Key) : null
                    )),
            ],
            [
                .. pages
                    .Where(page => page.Email is not null)
                    .Select(page => new EmailCopy(
                        page.Key,
                        page.Email!.Subject,
                        page.Html,
                        [
                            .. page
                                .Uploads.Where(shown => shown.IsIn(place.Uploads))
                                .Select(shown => shown.Upload.Id)
                                .Distinct(),
                        ]
                    )),
            ]
        );
    }

    internal static string DescriptionIn(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        return document.QuerySelector("meta[name=description]")?.GetAttribute("content") ?? "";
    }
}
