using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.Identity.Contracts;

namespace AiWebBuilder.Infrastructure.AiUsage.Alerts;

/// <summary>
/// Standard Webhooks: <c>webhook-signature: v1,</c> and the HMAC-SHA256 of id, time and body, with a key of the account's own that
/// is derived from the installation's.
/// </summary>
internal sealed class WebhookSignatures(IDerivedKeys installation)
{
    /// <summary>As receivers configure it.</summary>
    public string SecretOf(Guid account) => $"whsec_{Convert.ToBase64String(KeyOf(account))}";

    /// <param name="id">The delivery's: the same at each attempt.</param>
    public string Sign(Guid account, string id, long unixSeconds, string body) =>
        "v1,"
        + Convert.ToBase64String(
            HMACSHA256.HashData(
                KeyOf(account),
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{unixSeconds}.{body}"))
            )
        );

    private byte[] KeyOf(Guid account) =>
        HMACSHA256.HashData(installation.DeriveKey("aiwebbuilder webhooks v1"u8), account.ToByteArray());
}
