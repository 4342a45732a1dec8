using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.Billing;

namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>Creates a link to the payment provider's portal, where the plan, cards and invoices are managed.</summary>
/// <exception cref="DomainException">Conflict: <c>billing.off</c> or <c>billing.no_customer</c>; Unavailable.</exception>
[Requires(IdentityPermissions.WriteBilling)]
public sealed record CreatePortalLink : ICommand<BillingLinkView>;

internal sealed class CreatePortalLinkHandler(
    IPaymentProvider payments,
    IBillingAccounts accounts,
    ICurrentUser current
) : ICommandHandler<CreatePortalLink, BillingLinkView>, IBeforeTransaction<CreatePortalLink>
{
    private string url = "";

    public async Task PrepareAsync(CreatePortalLink request, CancellationToken cancellationToken)
    {
        payments.RequireOn();
        var account = await accounts.RequireAsync(current.RequireAccount(), cancellationToken);
        url = account.CustomerId is { } customer
            ? await payments.PortalAsync(customer, cancellationToken)
            : throw new DomainException(BillingErrors.NoCustomer);
    }

    public Task<BillingLinkView> Handle(CreatePortalLink request, CancellationToken cancellationToken) =>
        Task.FromResult(new BillingLinkView(url));
}
