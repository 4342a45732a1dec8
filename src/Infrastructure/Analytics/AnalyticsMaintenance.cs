using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>Months made ahead, months past their retention dropped, salts of past days deleted.</summary>
[WritesPastUnitOfWork("Once a day over all accounts: months are made and dropped whole, in the job's transaction.")]
internal sealed class AnalyticsMaintenance(
    AppDbContext db,
    IUnitOfWork unitOfWork,
    IOptions<AnalyticsOptions> options,
    TimeProvider time
) : IRecurringWork
{
    private const int MonthsAhead = 3;

    public string Name => "analytics.maintenance";

    /// <summary>Ten minutes after midnight: by then no event of the day before is under way any more.</summary>
    public string Schedule => "10 0 * * *";

    public Task RunAsync(CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync(
            () =>
            {
                var yesterday = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1);
                var months = options.Value.RetentionMonths;
                // Making and dropping months locks the whole table: behind a long query it gives way, and the job tries again later.
                return db.Database.ExecuteSqlAsync(
                    $"""
                    set local lock_timeout = '2s';
                    select ensure_event_partitions({MonthsAhead});
                    select drop_event_partitions(make_interval(months => {months}));
                    delete from visitor_salts where day < {yesterday};
                    """,
                    cancellationToken
                );
            },
            cancellationToken
        );
}
