using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics.Submissions;

/// <summary>
/// Deletes a form submission, as a person may request (GDPR, article 17). The figures keep the count, which identifies nobody.
/// Submissions never change, so no If-Match is needed.
/// </summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record DeleteSubmission(Guid CampaignId, Guid SubmissionId) : ICommand;

internal sealed class DeleteSubmissionHandler(ISubmissions submissions) : ICommandHandler<DeleteSubmission, Done>
{
    public async Task<Done> Handle(DeleteSubmission request, CancellationToken cancellationToken) =>
        await submissions.DeleteAsync(request.CampaignId, request.SubmissionId, cancellationToken)
            ? default(Done)
            : throw new DomainException(AnalyticsErrors.SubmissionNotFound);
}
