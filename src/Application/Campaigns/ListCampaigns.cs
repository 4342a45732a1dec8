using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>The account's campaigns, newest first. <c>q</c> searches their texts.</summary>
/// <param name="Status">Only with this status.</param>
/// <param name="Type">Only of this type.</param>
/// <param name="Q">Full-text search.</param>
[Requires(CampaignsPermissions.Read)]
public sealed record ListCampaigns(int? Limit, string? Cursor, string? Status, string? Type, string? Q)
    : IBatchQuery<Page<CampaignView>>;

internal sealed class ListCampaignsValidator : AbstractValidator<ListCampaigns>
{
    public ListCampaignsValidator()
    {
        RuleFor(list => list.Status)
            .Must(status => status is null || CampaignStatus.All.Contains(status))
            .WithMessage($"status must be one of {string.Join(", ", CampaignStatus.All)}.");
        RuleFor(list => list.Type)
            .Must(type => type is null || CampaignTypes.All.Contains(type))
            .WithMessage($"type must be one of {string.Join(", ", CampaignTypes.All)}.");
        RuleFor(list => list.Q).MaximumLength(200).Must(q => q?.Contains('\0') is not true);
    }
}

internal sealed class ListCampaignsHandler(ICampaignReads reads) : IQueryHandler<ListCampaigns, Page<CampaignView>>
{
    public async Task<Page<CampaignView>> Handle(ListCampaigns request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await reads.ListAsync(page, request.Status, request.Type, request.Q, cancellationToken);
        return page.ToPage(rows, campaign => new Keyset(campaign.CreatedAt, campaign.Id));
    }
}
