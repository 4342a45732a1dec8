using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Identity.Contracts;

namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>Nobody pays on for an account that is closed.</summary>
internal sealed class StopRenewingClosedAccounts(IPaymentProvider payments, IBillingAccounts accounts)
    : IIntegrationEventHandler<AccountClosed>
{
    public string Consumer => "identity.stop_renewing_closed_account";

    public async Task HandleAsync(AccountClosed integrationEvent, CancellationToken cancellationToken)
    {
        if (
            payments.IsOn
            && (await accounts.FindAsync(integrationEvent.AccountId, cancellationToken))?.CustomerId is { } customer
        )
        {
            await payments.StopRenewingAsync(customer, cancellationToken);
        }
    }
}
