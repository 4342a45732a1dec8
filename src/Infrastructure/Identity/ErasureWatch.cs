using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Operations.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Infrastructure.Identity;

/// <summary>
/// Asks each hour for the erasure of those whose grace period has ended. Any number of nodes may ask at once: the queue keeps it to one
/// job for each person, and asks again for one that was given up.
/// </summary>
internal sealed class ErasureWatch(IServiceScopeFactory scopes, TimeProvider time, ILogger<ErasureWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var erasures = scope.ServiceProvider.GetRequiredService<IErasures>();
        var queue = scope.ServiceProvider.GetRequiredService<IJobQueue>();
        await scope
            .ServiceProvider.GetRequiredService<IUnitOfWork>()
            .ExecuteAsync<Done>(
                async () =>
                {
                    foreach (var person in await erasures.DueAsync(cancellationToken))
                    {
                        await queue.EnqueueAsync(ErasureJobs.For(person), cancellationToken);
                    }
                    return default;
                },
                cancellationToken
            );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await AskAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(failure, "Erasures that are due could not be asked for; next try in an hour");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
