using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.Billing;

namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>Takes payments. Its calls go over the network, and each fails when it must with Unavailable.</summary>
public interface IPaymentProvider
{
    /// <summary>Whether a key is configured.</summary>
    bool IsOn { get; }

    /// <summary>What can be bought.</summary>
    IReadOnlyList<OfferView> Offers { get; }

    /// <summary>The event in a webhook's body, byte for byte as it came.</summary>
    /// <exception cref="DomainException">Validation <c>billing.signature_invalid</c>, <c>billing.event_invalid</c>.</exception>
    ProviderEvent Read(ReadOnlyMemory<byte> body, string? signature);

    /// <summary>All of the customer's subscriptions to plans, ended ones as well, as they are at this moment.</summary>
    Task<IReadOnlyList<ProviderSubscription>> SubscriptionsAsync(
        string customerId,
        CancellationToken cancellationToken
    );

    /// <summary>Asked twice at once for one account it makes one customer.</summary>
    /// <returns>The customer's id.</returns>
    Task<string> CreateCustomerAsync(Guid accountId, string email, CancellationToken cancellationToken);

    /// <summary>The address of a page where the price can be paid; the same for whoever asks again on this day.</summary>
    /// <param name="since">Of the account's newest event: after each the page is another.</param>
    Task<string> CheckoutAsync(
        Guid accountId,
        string customerId,
        string priceId,
        DateTimeOffset? since,
        CancellationToken cancellationToken
    );

    /// <summary>The address of a page where the customer manages subscription, cards and invoices.</summary>
    Task<string> PortalAsync(string customerId, CancellationToken cancellationToken);

    /// <summary>The customer's subscriptions end with the periods that are paid; again: nothing happens.</summary>
    Task StopRenewingAsync(string customerId, CancellationToken cancellationToken);
}
