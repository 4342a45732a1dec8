using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Identity.Billing;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>
/// Brings an account to what the payment provider has of its customer at this moment (docs/decisions/0014). Events say that something
/// has changed, never what: the account is locked before the provider is asked, so that whoever writes last has asked last.
/// </summary>
/// <param name="AccountId">Who the provider was told that the customer is.</param>
/// <param name="EventAt">Null: no event asks.</param>
/// <param name="Reason">For the audit log.</param>
[Anybody("only proven events of the payment provider and the daily comparison send it")]
internal sealed record SyncSubscription(string CustomerId, Guid? AccountId, DateTimeOffset? EventAt, string Reason)
    : ICommand;

internal sealed class SyncSubscriptionHandler(
    IPaymentProvider payments,
    IBillingAccounts accounts,
    ILogger<SyncSubscriptionHandler> logger
) : ICommandHandler<SyncSubscription, Done>
{
    public async Task<Done> Handle(SyncSubscription request, CancellationToken cancellationToken)
    {
        if (await accounts.LockAsync(request.CustomerId, request.AccountId, cancellationToken) is not { } account)
        {
            logger.LogWarning(
                "Customer {Customer} is not the account {Account} that it is said to be, or unknown here: {Reason} changes nothing",
                request.CustomerId,
                request.AccountId,
                request.Reason
            );
            return default;
        }
        if (request.EventAt < account.EventAt)
        {
            return default;
        }
        var subscriptions = await payments.SubscriptionsAsync(request.CustomerId, cancellationToken);
        if (subscriptions.Count(one => one.IsLive) > 1)
        {
            logger.LogWarning("Customer {Customer} pays for more than one subscription", request.CustomerId);
        }
        await accounts.ApplyAsync(
            account.AccountId,
            PaidPlan.Of(subscriptions),
            request.EventAt,
            request.Reason,
            cancellationToken
        );
        return default;
    }
}
