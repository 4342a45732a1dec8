using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Domain.Identity.Billing;

namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>What is for sale.</summary>
/// <param name="PriceId">The payment provider's id.</param>
public sealed record OfferView(string PriceId, [OneOf(typeof(SubscriptionTiers))] string Tier);

/// <summary>An account as its payments see it.</summary>
/// <param name="CustomerId">Null until something is bought.</param>
/// <param name="EventAt">Of the newest event that was applied.</param>
public sealed record BillingAccount(
    Guid AccountId,
    string Email,
    string? CustomerId,
    string? SubscriptionId,
    DateTimeOffset? EventAt
);

/// <summary>Which customer an account is, and what came of the provider's events.</summary>
public interface IBillingAccounts
{
    /// <summary>At once, outside any transaction; null: there is no such account any more.</summary>
    Task<BillingAccount?> FindAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>At once: the account is this customer from here on, unless it is one already.</summary>
    /// <returns>The customer that it is.</returns>
    Task<string> BindAsync(Guid accountId, string customerId, CancellationToken cancellationToken);

    /// <summary>In the present unit of work: notes the event. Whoever brings it at the same time waits.</summary>
    /// <returns>False when it was noted before.</returns>
    Task<bool> NoteAsync(ProviderEvent providerEvent, CancellationToken cancellationToken);

    /// <summary>
    /// In the present unit of work: the customer's account, which nobody else changes until it ends. A customer that nobody is yet
    /// becomes <paramref name="accountId"/>, if that is an account without a customer.
    /// </summary>
    /// <returns>Null: it is nobody's, or not the one's who is named.</returns>
    Task<BillingAccount?> LockAsync(string customerId, Guid? accountId, CancellationToken cancellationToken);

    /// <summary>In the present unit of work: the account has this plan, as of the time.</summary>
    /// <param name="plan">Null: it has none that changes anything.</param>
    /// <param name="eventAt">Null: no event says so.</param>
    /// <param name="reason">For the audit log.</param>
    Task ApplyAsync(
        Guid accountId,
        PaidPlan? plan,
        DateTimeOffset? eventAt,
        string reason,
        CancellationToken cancellationToken
    );

    /// <summary>At once: the next customers after this one, in the order of their ids.</summary>
    Task<IReadOnlyList<string>> CustomersAsync(string after, int count, CancellationToken cancellationToken);
}

internal static class PaymentExtensions
{
    /// <exception cref="DomainException">NotFound.</exception>
    public static async Task<BillingAccount> RequireAsync(
        this IBillingAccounts accounts,
        Guid accountId,
        CancellationToken cancellationToken
    ) =>
        await accounts.FindAsync(accountId, cancellationToken)
        ?? throw new DomainException(IdentityErrors.UserNotFound);

    /// <exception cref="DomainException">Conflict <c>billing.off</c>.</exception>
    public static void RequireOn(this IPaymentProvider payments)
    {
        if (!payments.IsOn)
        {
            throw new DomainException(BillingErrors.Off);
        }
    }
}
