using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace AiWebBuilder.Infrastructure.Integrations.Webhooks;

/// <summary>By which GoHighLevel proves its webhooks. .NET has no Ed25519 of its own.</summary>
internal sealed class GoHighLevelSignatures(IOptions<PlatformOptions> options)
{
    private readonly Ed25519PublicKeyParameters[] keys =
    [
        .. options
            .Value.GoHighLevelWebhookKeys.Split(
                ',',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
            .Select(key => (Ed25519PublicKeyParameters)PublicKeyFactory.CreateKey(Convert.FromBase64String(key))),
    ];

    /// <param name="legacy">Counts only where the other is absent, and only where the operator has named its key.</param>
    public bool IsSigned(byte[] body, string? signature, string? legacy) =>
        signature is not null
            ? BytesOf(signature) is { } bytes && keys.Any(key => IsSignedBy(key, body, bytes))
            : legacy is not null
                && options.Value.GoHighLevelLegacyWebhookKey is { Length: > 0 } key
                && BytesOf(legacy) is { } old
                && IsSignedByRsa(key, body, old);

    private static bool IsSignedBy(Ed25519PublicKeyParameters key, byte[] body, byte[] signature)
    {
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, key);
        verifier.BlockUpdate(body, 0, body.Length);
        return verifier.VerifySignature(signature);
    }

    private static bool IsSignedByRsa(string key, byte[] body, byte[] signature)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
        return rsa.VerifyData(body, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static byte[]? BytesOf(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
