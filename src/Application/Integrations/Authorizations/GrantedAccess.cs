using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Integrations.Authorizations;

/// <param name="Tokens">Null: the credentials are all there is.</param>
public sealed record GrantedAccess(JsonObject Credentials, GrantedTokens? Tokens)
{
    // A record would print the credentials.
    public override string ToString() => nameof(GrantedAccess);
}
