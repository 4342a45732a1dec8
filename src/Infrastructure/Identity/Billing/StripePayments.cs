using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Billing;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.Billing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stripe;
using Stripe.Checkout;

namespace AiWebBuilder.Infrastructure.Identity.Billing;

/// <summary>
/// Stripe, in the version of its API that the package is made for. The client's own switches are per process; nothing here is, so that
/// tests talk to a Stripe of their own.
/// </summary>
internal sealed class StripePayments : IPaymentProvider, IDisposable
{
    /// <summary>By which an object of Stripe's tells whose it is.</summary>
    private const string AccountKey = "account_id";

    /// <summary>Seconds: how old a signature may be.</summary>
    private const long Tolerance = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private static readonly FrozenSet<string> Interesting = new[]
    {
        EventTypes.CheckoutSessionCompleted,
        EventTypes.CustomerSubscriptionCreated,
        EventTypes.CustomerSubscriptionUpdated,
        EventTypes.CustomerSubscriptionDeleted,
        EventTypes.CustomerSubscriptionPaused,
        EventTypes.CustomerSubscriptionResumed,
        EventTypes.InvoicePaid,
        EventTypes.InvoicePaymentFailed,
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly BillingOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<StripePayments> logger;
    private readonly HttpClient http = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }
    )
    {
        Timeout = Patience,
    };
    private readonly StripeClient client;
    private readonly FrozenDictionary<string, string> tiers;

    public StripePayments(IOptions<BillingOptions> options, TimeProvider time, ILogger<StripePayments> logger)
    {
        (this.options, this.time, this.logger) = (options.Value, time, logger);
        tiers = this.options.Prices.ToFrozenDictionary(price => price.Id, price => price.Tier, StringComparer.Ordinal);
        client = new StripeClient(
            new StripeClientOptions
            {
                ApiKey = this.options.IsOn ? this.options.ApiKey : null,
                ApiBase = this.options.ApiBase,
                HttpClient = new SystemNetHttpClient(http, maxNetworkRetries: 2, appInfo: null, enableTelemetry: false),
            }
        );
        Offers =
        [
            .. this
                .options.Prices.Where(price => IsOn && price.IsOffered)
                .Select(price => new OfferView(price.Id, price.Tier)),
        ];
    }

    public bool IsOn => options.IsOn;

    public IReadOnlyList<OfferView> Offers { get; }

    public ProviderEvent Read(ReadOnlyMemory<byte> body, string? signature)
    {
        var json = Encoding.UTF8.GetString(body.Span);
        if (signature is null || !options.WebhookSecrets.Any(secret => IsSigned(json, signature, secret)))
        {
            // Strangers send such things as well; an operator whose secret is another's finds it here.
            logger.LogWarning("A delivery is signed with none of the {Count} secrets", options.WebhookSecrets.Count);
            throw new DomainException(BillingErrors.SignatureInvalid);
        }
        try
        {
            // Only ids are read from it; what holds is asked for in the package's own version.
            var received = Read(EventUtility.ParseEvent(json, throwOnApiVersionMismatch: false));
            return
                Fits(received.Id, 255)
                && Fits(received.Type, 100)
                && (received.CustomerId is null || Fits(received.CustomerId, 255))
                ? received
                : throw new DomainException(BillingErrors.EventInvalid);
        }
        // However the package's parser puts it: no JSON, no object, a member of another type.
        catch (Exception unreadable) when (unreadable is StripeException or JsonException or InvalidOperationException)
        {
            // By its kind alone: the parser's words repeat the event.
            logger.LogError("A signed event of Stripe's cannot be read ({Failure})", unreadable.GetType().Name);
            throw new DomainException(BillingErrors.EventInvalid);
        }
    }

    private bool IsSigned(string json, string signature, string secret)
    {
        try
        {
            EventUtility.ValidateSignature(json, signature, secret, Tolerance, time.GetUtcNow().ToUnixTimeSeconds());
            return true;
        }
        catch (StripeException)
        {
            return false;
        }
        // What the package stumbles over in a stranger's header, such as a time that is no number.
        catch (Exception malformed)
            when (malformed is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    public Task<IReadOnlyList<ProviderSubscription>> SubscriptionsAsync(
        string customerId,
        CancellationToken cancellationToken
    ) =>
        AskAsync<IReadOnlyList<ProviderSubscription>>(
            async () =>
            {
                var found = await new SubscriptionService(client).ListAsync(
                    new SubscriptionListOptions
                    {
                        Customer = customerId,
                        Status = "all",
                        Limit = 100,
                    },
                    requestOptions: null,
                    cancellationToken
                );
                return [.. found.Select(Read).OfType<ProviderSubscription>()];
            },
            cancellationToken
        );

    public Task<string> CreateCustomerAsync(Guid accountId, string email, CancellationToken cancellationToken) =>
        AskAsync(
            async () =>
                (
                    await new CustomerService(client).CreateAsync(
                        new CustomerCreateOptions { Email = email, Metadata = MetadataOf(accountId) },
                        new RequestOptions { IdempotencyKey = KeyOf("customer", accountId.ToString(), email) },
                        cancellationToken
                    )
                ).Id,
            cancellationToken
        );

    public Task<string> CheckoutAsync(
        Guid accountId,
        string customerId,
        string priceId,
        DateTimeOffset? since,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            async () =>
                (
                    await new SessionService(client).CreateAsync(
                        new SessionCreateOptions
                        {
                            Mode = "subscription",
                            Customer = customerId,
                            ClientReferenceId = accountId.ToString(),
                            LineItems = [new SessionLineItemOptions { Price = priceId, Quantity = 1 }],
                            SubscriptionData = new SessionSubscriptionDataOptions { Metadata = MetadataOf(accountId) },
                            SuccessUrl = Returning("done"),
                            CancelUrl = Returning("canceled"),
                        },
                        new RequestOptions
                        {
                            // A page is open for a day: who asks again on the same day gets the same one.
                            IdempotencyKey = KeyOf(
                                "checkout",
                                customerId,
                                priceId,
                                options.ReturnUrl,
                                since?.ToString("O", CultureInfo.InvariantCulture) ?? "",
                                time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                            ),
                        },
                        cancellationToken
                    )
                ).Url,
            cancellationToken
        );

    public Task<string> PortalAsync(string customerId, CancellationToken cancellationToken) =>
        AskAsync(
            async () =>
                (
                    await new Stripe.BillingPortal.SessionService(client).CreateAsync(
                        new Stripe.BillingPortal.SessionCreateOptions
                        {
                            Customer = customerId,
                            ReturnUrl = options.ReturnUrl,
                        },
                        requestOptions: null,
                        cancellationToken
                    )
                ).Url,
            cancellationToken
        );

    public Task StopRenewingAsync(string customerId, CancellationToken cancellationToken) =>
        AskAsync(
            async () =>
            {
                var service = new SubscriptionService(client);
                var found = await service.ListAsync(
                    // Without a status: those that have not ended.
                    new SubscriptionListOptions { Customer = customerId, Limit = 100 },
                    requestOptions: null,
                    cancellationToken
                );
                foreach (var renewing in found.Where(one => !one.CancelAtPeriodEnd && one.CancelAt is null))
                {
                    await service.UpdateAsync(
                        renewing.Id,
                        new SubscriptionUpdateOptions { CancelAtPeriodEnd = true },
                        requestOptions: null,
                        cancellationToken
                    );
                }
                return found.Data.Count;
            },
            cancellationToken
        );

    public void Dispose() => http.Dispose();

    /// <summary>Also what is signed may be nothing that its column holds.</summary>
    private static bool Fits(string? text, int length) =>
        !string.IsNullOrEmpty(text) && text.Length <= length && JsonTexts.IsStorableText(text);

    private static ProviderEvent Read(Event received)
    {
        var (customer, account) = !Interesting.Contains(received.Type)
            ? (null, null)
            : received.Data?.Object switch
            {
                Subscription subscription => (subscription.CustomerId, AccountIn(subscription.Metadata)),
                Session session => (session.CustomerId, session.ClientReferenceId),
                Invoice invoice => (invoice.CustomerId, null),
                _ => (null, null),
            };
        return new ProviderEvent(
            received.Id,
            received.Type,
            new DateTimeOffset(received.Created, TimeSpan.Zero),
            customer,
            Guid.TryParse(account, out var id) ? id : null
        );
    }

    /// <returns>Null: it has no price that stands for a plan.</returns>
    private ProviderSubscription? Read(Subscription found)
    {
        var tier = found
            .Items.Select(item => tiers.GetValueOrDefault(item.Price.Id))
            .OfType<string>()
            .MaxBy(one => SubscriptionTiers.All.IndexOf(one));
        if (tier is null)
        {
            logger.LogWarning("Subscription {Subscription} has no price that Billing:Prices knows", found.Id);
            return null;
        }
        var periodEnds = found.Items.Max(item => item.CurrentPeriodEnd);
        return new ProviderSubscription(
            found.Id,
            found.Status,
            tier,
            Utc(found.Created)!.Value,
            Utc(found.TrialEnd),
            Utc(found.CancelAt ?? (found.CancelAtPeriodEnd ? periodEnds : null)),
            Utc(found.EndedAt)
        );
    }

    private static DateTimeOffset? Utc(DateTime? at) =>
        at is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null;

    private static Dictionary<string, string> MetadataOf(Guid accountId) =>
        new(StringComparer.Ordinal) { [AccountKey] = accountId.ToString() };

    private static string? AccountIn(Dictionary<string, string>? metadata) => metadata?.GetValueOrDefault(AccountKey);

    private string Returning(string outcome) =>
        $"{options.ReturnUrl}{(options.ReturnUrl.Contains('?', StringComparison.Ordinal) ? '&' : '?')}checkout={outcome}";

    /// <summary>Of all that the request is made of: Stripe refuses a key that comes with another request.</summary>
    private static string KeyOf(string operation, params IEnumerable<string> parts) =>
        $"{operation}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))}";

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (StripeException refused)
        {
            // Not its message: for a wrong key it shows a part of it.
            logger.LogError(
                "Stripe refused with {Status} {Type} {Code} {Parameter}, request {Request}",
                (int)refused.HttpStatusCode,
                refused.StripeError?.Type,
                refused.StripeError?.Code,
                refused.StripeError?.Param,
                refused.StripeResponse?.RequestId
            );
        }
        catch (Exception failure)
            when (failure is HttpRequestException or OperationCanceledException or IOException
                && !cancellationToken.IsCancellationRequested
            )
        {
            logger.LogWarning(failure, "Stripe does not answer");
        }
        throw new DomainException(BillingErrors.ProviderUnavailable) { RetryAfter = TimeSpan.FromSeconds(30) };
    }
}
