namespace AiWebBuilder.Application.Integrations.Authorizations;

/// <summary>Tokens that come and go.</summary>
public sealed record GrantedTokens(string AccessToken, string RefreshToken, DateTimeOffset ExpiresAt)
{
    public override string ToString() => nameof(GrantedTokens);
}
