using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics.Submissions;

/// <summary>What visitors entered into a campaign's forms, newest first.</summary>
/// <exception cref="DomainException">NotFound; Validation.</exception>
[Requires(AnalyticsPermissions.Read)]
public sealed record ListSubmissions(Guid CampaignId, int? Limit, string? Cursor) : IQuery<Page<SubmissionView>>;

internal sealed class ListSubmissionsHandler(ISubmissions submissions, ICampaignLookup campaigns)
    : IQueryHandler<ListSubmissions, Page<SubmissionView>>
{
    public async Task<Page<SubmissionView>> Handle(ListSubmissions request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var rows = await submissions.ListAsync(request.CampaignId, page, cancellationToken);
        return page.ToPage(rows, one => new Keyset(one.CreatedAt, one.Id));
    }
}
