using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Persistence;

namespace AiWebBuilder.Infrastructure.Integrations;

internal sealed class CredentialVault(IDerivedKeys installation) : ICredentialVault
{
    public string Seal(Guid account, Guid integrationId, JsonObject credentials) =>
        Convert.ToBase64String(
            SealedBox.Seal(
                Key(),
                JsonSerializer.SerializeToUtf8Bytes(credentials),
                [.. account.ToByteArray(), .. integrationId.ToByteArray()]
            )
        );

    public JsonObject? Open(PlatformIntegration integration)
    {
        var box = new byte[integration.EncryptedCredentials?.Length ?? 0];
        return
            integration.EncryptedCredentials is { } text
            && Convert.TryFromBase64String(text, box, out var length)
            && SealedBox.Open(
                Key(),
                box[..length],
                [.. integration.UserId.ToByteArray(), .. integration.Id.ToByteArray()]
            )
                is { } secret
            ? JsonNode.Parse(secret)?.AsObject()
            : null;
    }

    private byte[] Key() => installation.DeriveKey("aiwebbuilder platform credentials v1"u8);
}
