namespace AiWebBuilder.Infrastructure.Integrations;

/// <summary>Where platforms that have one address for all their accounts are, and how long each is waited for.</summary>
internal sealed class PlatformOptions
{
    public const string Section = "Platforms";

    public string GoHighLevelAddress { get; set; } = "https://services.leadconnectorhq.com";

    /// <summary>Where people of GoHighLevel choose what AiWebBuilder may reach.</summary>
    public string GoHighLevelConsentAddress { get; set; } =
        "https://marketplace.gohighlevel.com/v2/oauth/chooselocation";

    /// <summary>Of the operator's application at GoHighLevel; empty: access cannot be granted there, and tokens are pasted.</summary>
    public string GoHighLevelClientId { get; set; } = "";

    public string GoHighLevelClientSecret { get; set; } = "";

    /// <summary>
    /// The vendor's public keys, of which one has signed each of its webhooks (Ed25519, SPKI in Base64), separated by commas: two while it changes them.
    /// </summary>
    public string GoHighLevelWebhookKeys { get; set; } = "MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg=";

    /// <summary>The vendor's older public key (RSA, SPKI in Base64), with which it signs no longer; empty: such signatures prove nothing.</summary>
    public string GoHighLevelLegacyWebhookKey { get; set; } = "";

    /// <summary>With <c>{domain}</c> in place of the partner's own domain.</summary>
    public string SimvolyPartnerAddress { get; set; } = "https://api.{domain}";

    /// <summary>For one call, from the first look-up to the last byte.</summary>
    public TimeSpan CallPatience { get; set; } = TimeSpan.FromSeconds(20);
}
