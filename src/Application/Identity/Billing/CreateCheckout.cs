using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.Billing;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>
/// Creates a page at the payment provider where a plan can be bought. Repeated requests on one day give the same page, so that
/// two open tabs do not pay twice.
/// </summary>
/// <exception cref="DomainException">
/// Validation <c>billing.price_unknown</c>; Conflict: <c>billing.off</c> or <c>billing.subscribed</c>; Unavailable.
/// </exception>
[Requires(IdentityPermissions.WriteBilling)]
public sealed record CreateCheckout(string? Tier, string? PriceId) : ICommand<BillingLinkView>;

/// <param name="Url">Of the payment provider, for the person's browser; good for a while.</param>
public sealed record BillingLinkView(string Url);

internal sealed class CreateCheckoutValidator : AbstractValidator<CreateCheckout>
{
    public CreateCheckoutValidator() =>
        RuleFor(checkout => checkout)
            .Must(checkout => checkout.Tier is null != checkout.PriceId is null)
            .WithName("tier")
            .WithMessage("Send either tier or priceId, not both.");
}

internal sealed class CreateCheckoutHandler(IPaymentProvider payments, IBillingAccounts accounts, ICurrentUser current)
    : ICommandHandler<CreateCheckout, BillingLinkView>,
        IBeforeTransaction<CreateCheckout>
{
    private string url = "";

    /// <summary>All of it: who the customer is stays, whatever comes after.</summary>
    public async Task PrepareAsync(CreateCheckout request, CancellationToken cancellationToken)
    {
        payments.RequireOn();
        var price =
            payments.Offers.FirstOrDefault(offer => offer.PriceId == request.PriceId || offer.Tier == request.Tier)
            ?? throw new DomainException(BillingErrors.PriceUnknown);
        var account = await accounts.RequireAsync(current.RequireAccount(), cancellationToken);
        var customer =
            account.CustomerId
            ?? await accounts.BindAsync(
                account.AccountId,
                await payments.CreateCustomerAsync(account.AccountId, account.Email, cancellationToken),
                cancellationToken
            );
        // Not as it stands here: an event may still be on its way.
        var subscriptions = await payments.SubscriptionsAsync(customer, cancellationToken);
        if (subscriptions.Any(one => one.IsLive))
        {
            throw new DomainException(BillingErrors.Subscribed);
        }
        url = await payments.CheckoutAsync(
            account.AccountId,
            customer,
            price.PriceId,
            account.EventAt,
            cancellationToken
        );
    }

    public Task<BillingLinkView> Handle(CreateCheckout request, CancellationToken cancellationToken) =>
        Task.FromResult(new BillingLinkView(url));
}
