namespace AiWebBuilder.Infrastructure.Integrations;

/// <summary>Where platforms that have one address for all their accounts are, and how long each is waited for.</summary>
internal sealed class PlatformOptions
{
    public const string Section = "Platforms";

    public string GoHighLevelAddress { get; set; } = "https://services.leadconnectorhq.com";

    /// <summary>With <c>{domain}</c> in place of the partner's own domain.</summary>
    public string SimvolyPartnerAddress { get; set; } = "https://api.{domain}";

    /// <summary>For one call, from the first look-up to the last byte.</summary>
    public TimeSpan CallPatience { get; set; } = TimeSpan.FromSeconds(20);
}
