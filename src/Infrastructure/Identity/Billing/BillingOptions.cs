using AiWebBuilder.Domain.Identity.Billing;

namespace AiWebBuilder.Infrastructure.Identity.Billing;

/// <summary>How payments are taken; without a key they are not.</summary>
internal sealed class BillingOptions
{
    public const string Section = "Billing";

    /// <summary>Stripe's secret or restricted key; none: billing is off.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Signing secrets of the webhook's address; two while one takes the place of the other.</summary>
    public IList<string> WebhookSecrets { get; } = [];

    /// <summary>All prices that anybody pays, and the plans that they stand for.</summary>
    public IList<PriceOptions> Prices { get; } = [];

    /// <summary>The frontend's page that Stripe's pages lead back to.</summary>
    public string ReturnUrl { get; set; } = "";

    /// <summary>Where Stripe's API is.</summary>
    public string ApiBase { get; set; } = "https://api.stripe.com";

    public bool IsOn => ApiKey is { Length: > 0 };

    /// <summary>Why it cannot be like this; null: it can.</summary>
    public string? Fault() =>
        !IsOn ? null
        : WebhookSecrets.Count == 0 || WebhookSecrets.Any(string.IsNullOrWhiteSpace)
            ? "Billing:ApiKey needs Billing:WebhookSecrets."
        : Prices.Count == 0 || Prices.Any(price => price.Id.Length == 0 || !SubscriptionTiers.All.Contains(price.Tier))
            ? $"Billing:ApiKey needs Billing:Prices, each with Id and Tier, which is one of {string.Join(", ", SubscriptionTiers.All)}."
        : Prices.DistinctBy(price => price.Id, StringComparer.Ordinal).Count() < Prices.Count
            ? "Billing:Prices has a price twice."
        : Uri.TryCreate(ReturnUrl, UriKind.Absolute, out var url) && (url.Scheme == "https" || url.IsLoopback) ? null
        : "Billing:ApiKey needs Billing:ReturnUrl, an https address.";
}

/// <summary>What a price of Stripe's stands for.</summary>
internal sealed class PriceOptions
{
    public string Id { get; set; } = "";

    public string Tier { get; set; } = "";

    /// <summary>False: nobody can buy it any more; whoever pays it keeps its plan.</summary>
    public bool IsOffered { get; set; } = true;
}
