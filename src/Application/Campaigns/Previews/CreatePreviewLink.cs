using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Previews;

/// <summary>Creates a link that shows the campaign's current state to anyone who has it, until it expires.</summary>
/// <param name="ExpiresIn">Seconds, 300–3,600; 900 when absent.</param>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record CreatePreviewLink(Guid CampaignId, int? ExpiresIn) : IQuery<PreviewLinkView>;

/// <param name="Url">Path of the preview's first page, below the server's address.</param>
/// <param name="Pages">Every page and e-mail with its own address; an e-mail's text part is at its address and <c>.txt</c>.</param>
public sealed record PreviewLinkView(string Url, DateTimeOffset ExpiresAt, IReadOnlyList<PreviewPageView> Pages);

/// <param name="Title">What the page is called; an e-mail's subject.</param>
public sealed record PreviewPageView(string Key, [OneOf(typeof(PreviewTypes))] string Type, string Title, string Url);

/// <summary>What a preview shows.</summary>
public static class PreviewTypes
{
    public static IReadOnlyList<string> All { get; } = ["page", "email"];
}

internal sealed class CreatePreviewLinkValidator : AbstractValidator<CreatePreviewLink>
{
    public CreatePreviewLinkValidator() =>
        RuleFor(create => create.ExpiresIn)
            .Must(seconds => seconds is null or (>= 300 and <= 3600))
            .WithMessage("expiresIn must be 300 to 3,600 seconds.");
}

internal sealed class CreatePreviewLinkHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IPreviewLinks links,
    IBlocks blocks,
    IVisitRecords visits,
    ICurrentUser current,
    TimeProvider time
) : IQueryHandler<CreatePreviewLink, PreviewLinkView>
{
    private const int DefaultSeconds = 900;

    public async Task<PreviewLinkView> Handle(CreatePreviewLink request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        // Whole seconds: that is what the token holds.
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(
            time.GetUtcNow().ToUnixTimeSeconds() + (request.ExpiresIn ?? DefaultSeconds)
        );
        var token = links.Issue(new PreviewLink(campaign.UserId, current.RequireActor(), campaign.Id, expiresAt));
        return new PreviewLinkView(
            $"/preview/{token}",
            expiresAt,
            [
                .. CampaignPages
                    .ComposeAll(blocks, campaign, own, visits.MonthsKept)
                    .Select(page => new PreviewPageView(
                        page.Key,
                        page.Email is null ? "page" : "email",
                        page.Title,
                        $"/preview/{token}/{page.Key}"
                    )),
            ]
        );
    }
}
