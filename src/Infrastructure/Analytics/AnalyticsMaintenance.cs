using System.Globalization;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>
/// Once a day: months made ahead, months past their retention dropped, salts of past days deleted. Each run asks for the next
/// day's; the day's row is the proof that it was done, however many nodes asked.
/// </summary>
[WritesPastUnitOfWork("Once a day over all accounts: months are made and dropped whole, in the job's transaction.")]
internal sealed class AnalyticsMaintenance(
    AppDbContext db,
    IUnitOfWork unitOfWork,
    IJobQueue queue,
    IOptions<AnalyticsOptions> options,
    TimeProvider time
) : IJobHandler
{
    private const string Type = "analytics.maintenance";
    private const int MonthsAhead = 3;

    public string JobType => Type;

    /// <summary>The job of one UTC day, ten minutes after midnight: by then no event of the day before is under way any more.</summary>
    public static JobRequest For(DateOnly day) =>
        new(Type, AccountId: null, new { }, string.Create(CultureInfo.InvariantCulture, $"{Type}:{day:yyyy-MM-dd}"))
        {
            ScheduledAt = new DateTimeOffset(day.ToDateTime(new TimeOnly(0, 10)), TimeSpan.Zero),
        };

    public Task ExecuteAsync(JobContext job, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Done>(
            async () =>
            {
                var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
                var isFirst = await db.Database.ExecuteSqlAsync(
                    $"insert into analytics_maintenance (day) values ({today}) on conflict do nothing",
                    cancellationToken
                );
                if (isFirst == 1)
                {
                    await MaintainAsync(today, cancellationToken);
                }
                await queue.EnqueueAsync(For(today.AddDays(1)), cancellationToken);
                return default;
            },
            cancellationToken
        );

    /// <summary>The next day tries again.</summary>
    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Done>(
            async () =>
            {
                var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
                await queue.EnqueueAsync(For(today.AddDays(1)), cancellationToken);
                return default;
            },
            cancellationToken
        );

    /// <summary>Each run is for the day on which it runs, whose row says that it was done.</summary>
    public Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(
            async () =>
            {
                var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
                var done = await db
                    .Database.SqlQuery<bool>(
                        $"""select exists (select from analytics_maintenance where day = {today}) as "Value" """
                    )
                    .ToListAsync(cancellationToken);
                return done is [false];
            },
            cancellationToken
        );

    private async Task MaintainAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var months = options.Value.RetentionMonths;
        // Making and dropping months locks the whole table: behind a long query it gives way, and the job tries again later.
        await db.Database.ExecuteSqlAsync(
            $"""
            set local lock_timeout = '2s';
            select ensure_event_partitions({MonthsAhead});
            select drop_event_partitions(make_interval(months => {months}));
            delete from visitor_salts where day < {today.AddDays(-1)};
            delete from analytics_maintenance where day < {today.AddMonths(-1)};
            """,
            cancellationToken
        );
    }
}

/// <summary>Asks for today's maintenance when the process starts; the queue keeps it to one.</summary>
internal sealed class AnalyticsMaintenanceStart(
    IServiceScopeFactory scopes,
    IOptions<AnalyticsOptions> options,
    TimeProvider time,
    ILogger<AnalyticsMaintenanceStart> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.RetentionMonths < 1)
        {
            throw new InvalidOperationException("Analytics:RetentionMonths must be at least 1.");
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var queue = scope.ServiceProvider.GetRequiredService<IJobQueue>();
                var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
                await scope
                    .ServiceProvider.GetRequiredService<IUnitOfWork>()
                    .ExecuteAsync(
                        // At once: a node that starts just after midnight has months to make before it takes events.
                        () =>
                            queue.EnqueueAsync(
                                AnalyticsMaintenance.For(today) with
                                {
                                    ScheduledAt = null,
                                },
                                stoppingToken
                            ),
                        stoppingToken
                    );
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(failure, "The daily maintenance could not be asked for; next try in ten seconds");
                await Task.Delay(TimeSpan.FromSeconds(10), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
