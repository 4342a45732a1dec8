using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>The platform's recurring work by name, with the last and the next run of each. The list is short and comes in one page.</summary>
[Requires(PlatformPermissions.Administer)]
public sealed record ListRecurringWork : IQuery<Page<RecurringWorkView>>;

/// <param name="Name">Also the type of its jobs, and the queue that is paused to stop it.</param>
/// <param name="Schedule">A cron expression in UTC; of six fields the first is seconds.</param>
/// <param name="Running">Whether a worker has it in hand.</param>
/// <param name="Paused">Whether its queue is paused: then no run starts.</param>
/// <param name="NextRunAt">When the next run, or the next attempt of this one, is due. Null while it runs, and until a worker has planned it.</param>
/// <param name="LastRun">Null until one has ended.</param>
public sealed record RecurringWorkView(
    string Name,
    string Schedule,
    bool Running,
    bool Paused,
    DateTimeOffset? NextRunAt,
    RecurringRunView? LastRun
);

/// <param name="StartedAt">When its first attempt started; null when it was cancelled before.</param>
/// <param name="Seconds">From the start of its first attempt to its end; null when it was cancelled before.</param>
/// <param name="Error">What its last attempt failed with, for operators.</param>
public sealed record RecurringRunView(
    Guid JobId,
    [OneOf(typeof(RunOutcome))] string Outcome,
    DateTimeOffset? StartedAt,
    DateTimeOffset EndedAt,
    double? Seconds,
    string? Error
);

/// <summary>How a run can end.</summary>
public static class RunOutcome
{
    public static IReadOnlyList<string> All { get; } = ["completed", "failed", "cancelled"];
}

internal sealed class ListRecurringWorkHandler(IPlatformOperations platform, IEnumerable<IRecurringWork> works)
    : IQueryHandler<ListRecurringWork, Page<RecurringWorkView>>
{
    public async Task<Page<RecurringWorkView>> Handle(ListRecurringWork request, CancellationToken cancellationToken) =>
        new(
            await platform.RecurringWorkAsync(
                works.ToDictionary(work => work.Name, work => work.Schedule, StringComparer.Ordinal),
                cancellationToken
            ),
            HasMore: false,
            Next: null
        );
}
