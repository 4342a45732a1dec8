using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Operations;

/// <summary>A background job of the account.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(OperationsPermissions.Read)]
public sealed record GetJob(Guid JobId) : IQuery<JobView>;

/// <param name="Type">The handler's name: <c>campaigns.generate</c>.</param>
/// <param name="Progress">0–100.</param>
public sealed record JobView(
    Guid Id,
    string Type,
    [OneOf(typeof(JobStatus))] string Status,
    int Attempts,
    int MaxAttempts,
    int Progress,
    DateTimeOffset ScheduledAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
);

/// <summary>Jobs and the audit log, read straight into views.</summary>
public interface IOperationsReads
{
    /// <summary>The account's job, or null.</summary>
    Task<JobView?> JobAsync(Guid accountId, Guid jobId, CancellationToken cancellationToken);

    /// <summary>The account's audit log, newest first.</summary>
    Task<IReadOnlyList<AuditEntryView>> AuditLogAsync(
        PageRequest page,
        Guid accountId,
        string? table,
        string? rowId,
        CancellationToken cancellationToken
    );
}

internal sealed class GetJobHandler(IOperationsReads reads, ICurrentUser user) : IQueryHandler<GetJob, JobView>
{
    public async Task<JobView> Handle(GetJob request, CancellationToken cancellationToken) =>
        await reads.JobAsync(user.RequireAccount(), request.JobId, cancellationToken)
        ?? throw new DomainException(OperationsErrors.JobNotFound);
}
