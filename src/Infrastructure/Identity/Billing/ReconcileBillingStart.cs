using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Billing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Infrastructure.Identity.Billing;

/// <summary>Asks for the next comparison with the payment provider when the process starts; the queue keeps it to one.</summary>
internal sealed class ReconcileBillingStart(
    IPaymentProvider payments,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<ReconcileBillingStart> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (payments.IsOn && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope
                    .ServiceProvider.GetRequiredService<ISender>()
                    .Send(new ScheduleReconciliation(), stoppingToken);
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(
                    failure,
                    "The daily comparison of payments could not be asked for; next try in ten seconds"
                );
                await Task.Delay(TimeSpan.FromSeconds(10), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
