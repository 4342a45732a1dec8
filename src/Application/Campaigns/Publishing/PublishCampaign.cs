using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Campaigns.Publishing.Sites;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Publishing;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>Publishes the campaign's pages as they are now, or replaces the published ones.</summary>
/// <param name="Server">The product's own address, <c>https://host</c>, with which pages name themselves.</param>
/// <exception cref="DomainException">NotFound; Conflict: preflight blocks, the slug is taken, or a generation is running; PaymentRequired.</exception>
[Requires(CampaignsPermissions.Publish)]
public sealed record PublishCampaign(Guid CampaignId, string? Slug, string Server) : ICommand<PublicationView>;

/// <param name="Url">Path of the first page, below the server's address.</param>
public sealed record PublicationView(string Url, DateTimeOffset PublishedAt);

internal sealed class PublishCampaignValidator : AbstractValidator<PublishCampaign>
{
    public PublishCampaignValidator() =>
        RuleFor(publish => publish.Slug)
            .Must(slug => slug is null || Slugs.IsValid(slug))
            .WithMessage(
                "A slug must have 1 to 100 lower-case letters, digits and hyphens, and must not begin or end with a hyphen."
            );
}

internal sealed class PublishCampaignHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IComponentReads reads,
    IRepository<Publication> publications,
    IPreflight preflight,
    IGenerations generations,
    IBlocks blocks,
    IUploads uploads,
    IVisitRecords visits,
    IPublishedFiles files,
    ICampaignPictures pictures,
    IPlanLimits limits,
    IAccountPeople people,
    TimeProvider time
) : ICommandHandler<PublishCampaign, PublicationView>
{
    public async Task<PublicationView> Handle(PublishCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var present = await publications.FindAsync(campaign.Id, cancellationToken);
        var slug = request.Slug ?? present?.Slug ?? Slugs.For(campaign);
        if (own.Any(component => PageUploads.IdsIn(component.Code).Any()))
        {
            // Nobody deletes one between the check and the copy.
            await uploads.HoldAsync(cancellationToken);
        }
        var clock = await LocalTime.OfAsync(people, time, campaign, cancellationToken);
        // As the owner wrote them: in what is served, links and forms lead elsewhere already.
        var report = await Preflighting.ExamineAsync(
            preflight,
            reads,
            generations,
            blocks,
            uploads,
            visits,
            campaign,
            own,
            clock,
            cancellationToken
        );
        if (!report.Passed)
        {
            throw new DomainException(
                new Error(
                    ErrorKind.Conflict,
                    "campaigns.preflight_failed",
                    "Fix the preflight errors before publishing."
                )
                {
                    Details = new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["checks"] = report.Checks.Where(check => check.Severity == "error").ToArray(),
                    },
                }
            );
        }
        if (present is { IsLive: true })
        {
            await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);
        }
        else
        {
            await limits.RequireRoomAsync(PlanResource.PublishedPages, cancellationToken);
        }
        var now = clock.Now;
        campaign.Launch(now);
        if (present is null)
        {
            present = Publication.Create(campaign, now);
            publications.Add(present);
        }
        var site = PublishedSite.Of(
            blocks,
            pictures,
            campaign,
            own,
            visits.MonthsKept,
            await uploads.FindAsync([.. own.SelectMany(one => PageUploads.IdsIn(one.Code))], cancellationToken),
            clock,
            request.Server,
            slug
        );
        present.Publish(slug, site.Texts(present, now), now);
        await files.ReplaceAsync(campaign.Id, site.Uploads, site.Sizes, site.Pictures.All, cancellationToken);
        return new PublicationView($"/p/{slug}", now);
    }
}
