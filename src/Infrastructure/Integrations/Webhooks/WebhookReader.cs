using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations;
using AiWebBuilder.Application.Integrations.Webhooks;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Webhooks;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Integrations.Webhooks;

/// <summary>
/// GoHighLevel signs with a key of its own, and sends all that an application may hear to one address; a server of one's own signs by Standard Webhooks. What
/// the others send has no signature that is documented: the key in the address proves it.
/// </summary>
internal sealed class WebhookReader(
    AppDbContext db,
    IUnitOfWork unitOfWork,
    ICredentialVault vault,
    GoHighLevelSignatures highLevel,
    IDerivedKeys installation,
    TimeProvider time
) : IWebhookReader
{
    private const int MaxId = 255;
    private const int MaxKind = 100;

    /// <summary>A signed message that is older has been caught on its way, and is sent again by somebody else.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private sealed record Target(Guid Account, string Platform, string? Box);

    public async Task<IncomingWebhook> ReadAsync(
        Guid? integrationId,
        WebhookRequest request,
        CancellationToken cancellationToken
    )
    {
        if (integrationId is not { } id)
        {
            return OfGoHighLevel(request);
        }
        var targets = await unitOfWork.ReadAsync(
            () =>
                db.Database.SqlQuery<Target>($"select * from find_webhook_target({id})").ToListAsync(cancellationToken),
            cancellationToken
        );
        return targets switch
        {
            [{ Platform: PlatformTypes.Custom } target] => OfOwnServer(id, target, request),
            [{ Platform: PlatformTypes.Simvoly or PlatformTypes.WordPress } target] when HasKey(id, request.Key) =>
                Unsigned(id, target, request),
            _ => throw new DomainException(WebhookErrors.AddressUnknown),
        };
    }

    public string AddressOf(string platform, Guid integrationId) =>
        platform switch
        {
            PlatformTypes.GoHighLevel => "/v1/webhooks/gohighlevel",
            PlatformTypes.Custom => $"/v1/webhooks/{integrationId}",
            _ => $"/v1/webhooks/{integrationId}?key={KeyOf(integrationId)}",
        };

    private IncomingWebhook OfGoHighLevel(WebhookRequest request)
    {
        var body = request.Body.ToArray();
        if (
            !highLevel.IsSigned(
                body,
                request.Headers.GetValueOrDefault("x-ghl-signature"),
                request.Headers.GetValueOrDefault("x-wh-signature")
            )
        )
        {
            throw new DomainException(WebhookErrors.SignatureInvalid);
        }
        var message = Parse(body);
        var sent = message["timestamp"].TimeOf();
        RequireFresh(sent);
        return new IncomingWebhook(
            PlatformTypes.GoHighLevel,
            IntegrationId: null,
            IdOf(message["webhookId"].TextOf(), body),
            KindOf(message),
            sent
        )
        {
            Place = message["locationId"].TextOf(MaxId),
            Company = message["companyId"].TextOf(MaxId),
        };
    }

    private IncomingWebhook OfOwnServer(Guid integrationId, Target target, WebhookRequest request)
    {
        var body = request.Body.ToArray();
        if (
            target.Box is null
            || (string?)vault.Open(target.Account, integrationId, target.Box)?["signingSecret"] is not { } secret
        )
        {
            throw new DomainException(WebhookErrors.AddressUnknown);
        }
        if (
            request.Headers.GetValueOrDefault("webhook-id") is not { Length: > 0 } id
            || request.Headers.GetValueOrDefault("webhook-timestamp") is not { } sentAt
            || request.Headers.GetValueOrDefault("webhook-signature") is not { } signatures
            || !StandardWebhooks.IsSigned(secret, id, sentAt, body, signatures)
        )
        {
            throw new DomainException(WebhookErrors.SignatureInvalid);
        }
        var sent =
            long.TryParse(sentAt, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : throw new DomainException(WebhookErrors.Stale);
        RequireFresh(sent);
        return new IncomingWebhook(target.Platform, integrationId, IdOf(id, body), KindOf(Parse(body)), sent);
    }

    private static IncomingWebhook Unsigned(Guid integrationId, Target target, WebhookRequest request)
    {
        var body = request.Body.ToArray();
        return new IncomingWebhook(
            target.Platform,
            integrationId,
            IdOf(id: null, body),
            KindOf(Parse(body)),
            SentAt: null
        );
    }

    /// <exception cref="DomainException">The message is older, or from later, than clocks differ.</exception>
    private void RequireFresh(DateTimeOffset? sentAt)
    {
        if (sentAt is { } at && (time.GetUtcNow() - at).Duration() > Tolerance)
        {
            throw new DomainException(WebhookErrors.Stale);
        }
    }

    private static JsonObject Parse(byte[] body)
    {
        try
        {
            if (
                JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })
                    is JsonObject message
                && JsonTexts.IsStorable(message)
            )
            {
                return message;
            }
        }
        catch (JsonException)
        {
            // As what is no object.
        }
        throw new DomainException(WebhookErrors.Malformed);
    }

    /// <summary>A message without an id is known by its bytes.</summary>
    private static string IdOf(string? id, byte[] body) =>
        id switch
        {
            null or "" => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(body))}",
            { Length: <= MaxId } when JsonTexts.IsStorableText(id) => id,
            _ => throw new DomainException(WebhookErrors.Malformed),
        };

    private static string KindOf(JsonObject message) => (message["type"] ?? message["event"]).TextOf(MaxKind) ?? "";

    private bool HasKey(Guid integrationId, string? key) =>
        key is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(KeyOf(integrationId)),
            Encoding.UTF8.GetBytes(key)
        );

    private string KeyOf(Guid integrationId) =>
        Base64Url.EncodeToString(
            HMACSHA256.HashData(
                installation.DeriveKey("aiwebbuilder incoming webhooks v1"u8),
                integrationId.ToByteArray()
            )
        );
}
