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

    public JsonObject? Open(PlatformIntegration integration) =>
        integration.EncryptedCredentials is { } text ? Open(integration.UserId, integration.Id, text) : null;

    public JsonObject? Open(Guid account, Guid integrationId, string box)
    {
        var bytes = new byte[box.Length];
        return
            Convert.TryFromBase64String(box, bytes, out var length)
            && secrets.Open(Purpose, bytes[..length], account, integrationId) is { } secret
            ? JsonNode.Parse(secret)?.AsObject()
            : null;
    }
}
