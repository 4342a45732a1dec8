using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts.Exports;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Publishing;

namespace AiWebBuilder.Application.Campaigns.Exports.WordPress;

internal sealed class WordPressPages(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IRepository<Publication> publications,
    IBlocks blocks,
    IUploads uploads,
    IAccountPeople people,
    TimeProvider time
) : IWordPressPages
{
    public async Task<WordPressSite> ComposeAsync(
        Guid campaignId,
        string server,
        WordPressPlaces places,
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
        var own = new CampaignBlocks(
            blocks,
            campaign,
            [.. all.Where(one => one.ComponentType is not ("header" or "footer") || !places.IsFramed(one.Page))]
        );
        var serving = place.ServingAt(
            places.PageOf,
            upload => places.UploadOf(upload.Id) ?? place.UploadAddressOf(upload)
        );
        return new(
            [.. own.Compose(serving).Select(Page)],
            [
                .. all.Where(one => one.ComponentType == ComponentTypes.Email)
                    .OrderBy(one => one.SortOrder)
                    .DistinctBy(one => one.Page, StringComparer.Ordinal)
                    .Select(one => new NamedPage(one.Page, one.Name)),
            ]
        );

        WordPressPage Page(ComposedPage page)
        {
            var (styles, body) = own.Of(page, places.MarkOf(page.Key));
            return new(
                page.Key,
                own.SlugOf(page.Key),
                PageBlocks.Clean(page.Title),
                PageBlocks.Clean(CampaignCopies.DescriptionIn(page.Html)),
                styles,
                body,
                all.Where(one => one.Page == page.Key)
                    .DistinctBy(one => one.Anchor, StringComparer.Ordinal)
                    .ToDictionary(one => one.Anchor, one => one.Id, StringComparer.Ordinal),
                [.. page.Uploads.Where(shown => shown.IsIn(place.Uploads)).Select(shown => shown.Upload.Id).Distinct()]
            );
        }
    }
}
