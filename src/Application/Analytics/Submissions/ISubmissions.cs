using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.Analytics.Submissions;

/// <summary>Form submissions of the account acted for.</summary>
public interface ISubmissions
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<SubmissionView>> ListAsync(
        Guid campaignId,
        PageRequest page,
        CancellationToken cancellationToken
    );

    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(Guid campaignId, Guid submissionId, CancellationToken cancellationToken);
}
