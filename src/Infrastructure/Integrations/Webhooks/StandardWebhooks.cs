using System.Security.Cryptography;
using System.Text;

namespace AiWebBuilder.Infrastructure.Integrations.Webhooks;

/// <summary>Signatures by <see href="https://www.standardwebhooks.com">Standard Webhooks</see>: an HMAC of id, time and body.</summary>
internal static class StandardWebhooks
{
    private const string Version = "v1,";

    public static string Sign(string secret, string id, string sentAt, ReadOnlySpan<byte> body) =>
        Version + Convert.ToBase64String(HashOf(secret, id, sentAt, body));

    /// <param name="signatures">Several, separated by blanks: a sender that changes its secret signs with the old one and the new one.</param>
    public static bool IsSigned(string secret, string id, string sentAt, ReadOnlySpan<byte> body, string signatures)
    {
        var expected = HashOf(secret, id, sentAt, body);
        var given = new byte[expected.Length];
        foreach (var one in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (
                one.StartsWith(Version, StringComparison.Ordinal)
                && Convert.TryFromBase64String(one[Version.Length..], given, out var length)
                && CryptographicOperations.FixedTimeEquals(expected, given.AsSpan(0, length))
            )
            {
                return true;
            }
        }
        return false;
    }

    private static byte[] HashOf(string secret, string id, string sentAt, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, KeyOf(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{sentAt}."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }

    /// <summary>By the standard a secret is base64 behind whsec_; what is none is taken as it is.</summary>
    private static byte[] KeyOf(string secret)
    {
        const string prefix = "whsec_";
        var bytes = new byte[secret.Length];
        return
            secret.StartsWith(prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[prefix.Length..], bytes, out var length)
            ? bytes[..length]
            : Encoding.UTF8.GetBytes(secret);
    }
}
