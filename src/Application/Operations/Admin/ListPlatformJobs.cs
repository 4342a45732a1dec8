using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>Background jobs of all accounts, newest first.</summary>
/// <param name="Status">Only those: <c>failed</c>.</param>
/// <param name="Type">Only those: <c>campaigns.generate</c>.</param>
[Requires(PlatformPermissions.Administer)]
public sealed record ListPlatformJobs(int? Limit, string? Cursor, string? Status, string? Type)
    : IQuery<Page<PlatformJobView>>;

/// <param name="AccountId">Null: the system's own.</param>
/// <param name="Error">What its last attempt failed with, for operators.</param>
/// <param name="CancelRequestedAt">Since when it waits for a worker that gives it up.</param>
public sealed record PlatformJobView(
    Guid Id,
    Guid? AccountId,
    string Type,
    [OneOf(typeof(JobStatus))] string Status,
    int Attempts,
    int MaxAttempts,
    int Progress,
    string? Error,
    DateTimeOffset? CancelRequestedAt,
    DateTimeOffset ScheduledAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    DateTimeOffset CreatedAt
);

internal sealed class ListPlatformJobsValidator : AbstractValidator<ListPlatformJobs>
{
    public ListPlatformJobsValidator()
    {
        RuleFor(list => list.Status).MaximumLength(20);
        RuleFor(list => list.Type).MaximumLength(100);
    }
}

internal sealed class ListPlatformJobsHandler(IPlatformOperations platform)
    : IQueryHandler<ListPlatformJobs, Page<PlatformJobView>>
{
    public async Task<Page<PlatformJobView>> Handle(ListPlatformJobs request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await platform.JobsAsync(page, request.Status, request.Type, cancellationToken);
        return page.ToPage(rows, job => new Keyset(job.CreatedAt, job.Id));
    }
}
