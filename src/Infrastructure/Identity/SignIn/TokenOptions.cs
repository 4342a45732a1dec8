using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Infrastructure.Identity.SignIn;

/// <summary>The keys that tokens are signed with; the same on every node.</summary>
public sealed class TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>PEM file of an EC P-256 private key. In Development one is made under <c>.data/</c>.</summary>
    public string SigningKeyPath { get; set; } = "";

    public string Issuer { get; set; } = "aiwebbuilder";

    public string Audience { get; set; } = "aiwebbuilder-api";

    /// <summary>How long an access token is good, in seconds.</summary>
    public int AccessTokenSeconds { get; set; } = 600;

    /// <summary>The longest for which anything that was given out speaks for a session without a look at the database.</summary>
    internal TimeSpan LongestGrant =>
        TimeSpan.FromSeconds(Math.Max(AccessTokenSeconds, SignedToken.AddressLifetime.TotalSeconds));
}
