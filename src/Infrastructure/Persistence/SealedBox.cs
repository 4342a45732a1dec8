using System.Security.Cryptography;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>
/// AES-256-GCM boxes for secrets in rows: a version byte, nonce (12), tag (16), text. What the box belongs to is sealed in, so that
/// one copied into another row opens nothing.
/// </summary>
internal static class SealedBox
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Head = 1 + NonceSize + TagSize;

    /// <param name="key">32 bytes.</param>
    /// <param name="belongsTo">The row's own ids.</param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> belongsTo)
    {
        var box = new byte[Head + secret.Length];
        box[0] = Version;
        RandomNumberGenerator.Fill(box.AsSpan(1, NonceSize));
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(
            box.AsSpan(1, NonceSize),
            secret,
            box.AsSpan(Head),
            box.AsSpan(1 + NonceSize, TagSize),
            belongsTo
        );
        return box;
    }

    /// <returns>Null when it was sealed with another key, for another row, or was touched.</returns>
    public static byte[]? Open(byte[] key, byte[]? box, ReadOnlySpan<byte> belongsTo)
    {
        if (box is not [Version, ..] || box.Length < Head)
        {
            return null;
        }
        var secret = new byte[box.Length - Head];
        using var cipher = new AesGcm(key, TagSize);
        try
        {
            cipher.Decrypt(
                box.AsSpan(1, NonceSize),
                box.AsSpan(Head),
                box.AsSpan(1 + NonceSize, TagSize),
                secret,
                belongsTo
            );
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
