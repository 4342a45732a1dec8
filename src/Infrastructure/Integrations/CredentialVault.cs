using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Persistence.Secrets;

namespace AiWebBuilder.Infrastructure.Integrations;

internal sealed class CredentialVault(SealedSecrets secrets) : ICredentialVault
{
    public const string Purpose = "integrations";

    public string Seal(Guid account, Guid integrationId, JsonObject credentials) =>
        Convert.ToBase64String(
            secrets.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(credentials), account, integrationId)
        );

    public JsonObject? Open(PlatformIntegration integration)
    {
        if (integration.EncryptedCredentials is not { } text)
        {
            return null;
        }
        var box = new byte[text.Length];
        return
            Convert.TryFromBase64String(text, box, out var length)
            && secrets.Open(Purpose, box[..length], integration.UserId, integration.Id) is { } secret
            ? JsonNode.Parse(secret)?.AsObject()
            : null;
    }
}
