using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Exports.React;
using AiWebBuilder.Application.Campaigns.Exports.WordPress;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Publishing;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>
/// The campaign as files: a ZIP archive for <c>html</c>, <c>react</c>, <c>paste</c> and <c>email</c>, a WXR document for <c>wordpress</c>,
/// one document for <c>json</c>. The same campaign gives the same bytes, as long as none of its dates is over in between.
/// </summary>
/// <param name="Format">One of <see cref="ExportFormats"/> but <c>json</c>, which <see cref="ExportDocument"/> is.</param>
/// <param name="Server">
/// The product's own address, <c>https://host</c>: where links in e-mails lead, and forms post to while the campaign is published.
/// </param>
/// <exception cref="DomainException">NotFound; Conflict: the campaign has nothing for this format.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record ExportCampaign(Guid CampaignId, string Format, string Server) : IQuery<CampaignExport>;

/// <param name="Name">For the download, without an ending: letters of ASCII, digits, dashes.</param>
/// <param name="ChangedAt">When anything in it last changed: the time that its files bear.</param>
/// <param name="Files">One for <c>wordpress</c>; else what goes into a ZIP, in this order.</param>
public sealed record CampaignExport(string Name, DateTimeOffset ChangedAt, IReadOnlyList<ExportFile> Files);

internal sealed class ExportCampaignValidator : AbstractValidator<ExportCampaign>
{
    public ExportCampaignValidator() =>
        RuleFor(export => export.Format)
            .Must(ExportFormats.All.Contains)
            .WithMessage($"format must be one of {string.Join(", ", ExportFormats.All)}.");
}

internal sealed class ExportCampaignHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IRepository<Publication> publications,
    IBlocks blocks,
    IUploads uploads,
    IVisitRecords visits,
    IAccountPeople people,
    TimeProvider time
) : IQueryHandler<ExportCampaign, CampaignExport>
{
    public async Task<CampaignExport> Handle(ExportCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var publication = await publications.FindAsync(campaign.Id, cancellationToken);
        var place = new ExportPlace(
            request.Server,
            publication?.Slug ?? Slugs.For(campaign),
            publication is { IsLive: true }
        )
        {
            Uploads = await uploads.FindAsync(
                [.. own.SelectMany(component => PageUploads.IdsIn(component.Code))],
                cancellationToken
            ),
            Time = await LocalTime.OfAsync(people, time, campaign, cancellationToken),
        };
        var files = request.Format switch
        {
            ExportFormats.Html => HtmlExport.Files(blocks, campaign, own, place, visits.MonthsKept),
            ExportFormats.Email => EmailExport.Files(blocks, campaign, own, place, visits.MonthsKept),
            ExportFormats.React => ReactExport.Files(blocks, campaign, own, place),
            ExportFormats.Paste => PasteExport.Files(blocks, campaign, own, place),
            ExportFormats.WordPress => WordPressExport.Files(blocks, campaign, own, place),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Format, "A format without files."),
        };
        return files.Count == 0
            ? throw new DomainException(CampaignErrors.NothingToExport)
            : new CampaignExport(
                Slugs.For(campaign),
                own.Select(component => component.UpdatedAt).Append(campaign.UpdatedAt).Max(),
                files
            );
    }
}
