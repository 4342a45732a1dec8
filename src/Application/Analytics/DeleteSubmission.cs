using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics;

/// <summary>
/// Deletes what a person wrote, as they may ask for (GDPR, art. 17). The figures keep the count, which says nothing of anybody.
/// Submissions never change, so that there is no stale copy and no If-Match.
/// </summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(Permission.CampaignsWrite)]
public sealed record DeleteSubmission(Guid CampaignId, Guid SubmissionId) : ICommand;

internal sealed class DeleteSubmissionHandler(ISubmissions submissions) : ICommandHandler<DeleteSubmission, Done>
{
    public async Task<Done> Handle(DeleteSubmission request, CancellationToken cancellationToken) =>
        await submissions.DeleteAsync(request.CampaignId, request.SubmissionId, cancellationToken)
            ? default(Done)
            : throw new DomainException(AnalyticsErrors.SubmissionNotFound);
}
