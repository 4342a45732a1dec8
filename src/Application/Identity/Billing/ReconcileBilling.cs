using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>
/// Once a day: compares each customer with what the payment provider has, so that an event that never came is made up for. Repeated
/// it finds nothing to change.
/// </summary>
internal sealed class ReconcileBilling(
    IPaymentProvider payments,
    IBillingAccounts accounts,
    ISender sender,
    ILogger<ReconcileBilling> logger
) : IRecurringWork
{
    private const int PageSize = 100;

    public string Name => "identity.reconcile_billing";

    /// <summary>Few people buy then.</summary>
    public string Schedule => "0 3 * * *";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!payments.IsOn)
        {
            return;
        }
        var failed = 0;
        var customers = await accounts.CustomersAsync("", PageSize, cancellationToken);
        while (customers.Count > 0)
        {
            foreach (var customer in customers)
            {
                try
                {
                    await sender.Send(
                        new SyncSubscription(customer, AccountId: null, EventAt: null, "daily comparison of payments"),
                        cancellationToken
                    );
                }
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
                {
                    // One customer's trouble is not the others'.
                    failed++;
                    logger.LogWarning(failure, "Customer {Customer} could not be compared", customer);
                }
            }
            customers = await accounts.CustomersAsync(customers[^1], PageSize, cancellationToken);
        }
        if (failed > 0)
        {
            throw new IOException($"{failed} customers could not be compared with the payment provider.");
        }
    }
}
