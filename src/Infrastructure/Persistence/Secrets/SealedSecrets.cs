using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Infrastructure.Persistence.Secrets;

/// <summary>
/// Secrets in rows, each in an envelope of AES-256-GCM: a data key of its own seals the secret, and one of <see cref="SealingKeys"/> seals
/// the data key, so that changing that key wraps 32 bytes anew and never touches the secret. What the secret is for and the row's ids are
/// sealed in: copied into another row, column or account it opens nothing.
/// </summary>
/// <remarks>
/// In bytes: version (1), length of the key's id (1), id, nonce (12), tag (16) and data key (32) in the wrap, nonce (12), tag (16), secret.
/// </remarks>
internal sealed class SealedSecrets(SealingKeys keys, ILogger<SealedSecrets> logger)
{
    private const byte Version = 2;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int DataKeySize = 32;
    private const int WrapSize = NonceSize + TagSize + DataKeySize;

    /// <param name="purpose">What the secret is for: a name that no other kind of secret has.</param>
    /// <param name="row">The ids of the row that it stands in, account or person first.</param>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> secret, params ReadOnlySpan<Guid> row)
    {
        Span<byte> dataKey = stackalloc byte[DataKeySize];
        RandomNumberGenerator.Fill(dataKey);
        var belongsTo = BelongsTo(purpose, row);
        var sealedSecret = new byte[NonceSize + TagSize + secret.Length];
        Encrypt(dataKey, secret, belongsTo, sealedSecret);
        byte[] box = [.. Wrapped(dataKey, belongsTo), .. sealedSecret];
        CryptographicOperations.ZeroMemory(dataKey);
        return box;
    }

    /// <returns>Null when it was sealed for something else, was touched, or its key is not here any more, which is logged.</returns>
    public byte[]? Open(string purpose, byte[]? box, params ReadOnlySpan<Guid> row)
    {
        if (box is null)
        {
            return null;
        }
        var belongsTo = BelongsTo(purpose, row);
        if (DataKeyOf(box, belongsTo) is not { } dataKey)
        {
            logger.LogError(
                "A sealed secret of {Purpose} cannot be opened: its key ({Key}) is not configured, or it is another row's",
                purpose,
                KeyOf(box) ?? "none"
            );
            return null;
        }
        return Decrypted(dataKey, box.AsSpan(HeadOf(box) + WrapSize), belongsTo);
    }

    /// <summary>The same secret under the key that seals now.</summary>
    /// <returns>Null where <see cref="Open"/> answers null.</returns>
    public byte[]? Rewrap(string purpose, byte[] box, params ReadOnlySpan<Guid> row)
    {
        var belongsTo = BelongsTo(purpose, row);
        if (DataKeyOf(box, belongsTo) is not { } dataKey)
        {
            return null;
        }
        var content = box.AsSpan(HeadOf(box) + WrapSize);
        return Decrypted(dataKey, content, belongsTo) is null ? null : [.. Wrapped(dataKey, belongsTo), .. content];
    }

    /// <returns>The id of the key that it is sealed with; null: this is no envelope.</returns>
    public static string? KeyOf(ReadOnlySpan<byte> box) =>
        box is [Version, var length, ..] && box.Length >= 2 + length + WrapSize + NonceSize + TagSize
            ? Encoding.ASCII.GetString(box.Slice(2, length))
            : null;

    private static int HeadOf(ReadOnlySpan<byte> box) => 2 + box[1];

    private byte[] Wrapped(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> belongsTo)
    {
        byte[] head = [Version, (byte)keys.Active.Length, .. Encoding.ASCII.GetBytes(keys.Active)];
        var wrap = new byte[WrapSize];
        Encrypt(keys.Find(keys.Active)!, dataKey, [.. head, .. belongsTo], wrap);
        return [.. head, .. wrap];
    }

    private byte[]? DataKeyOf(ReadOnlySpan<byte> box, ReadOnlySpan<byte> belongsTo)
    {
        if (KeyOf(box) is not { } id || keys.Find(id) is not { } key)
        {
            return null;
        }
        var head = box[..HeadOf(box)];
        return Decrypted(key, box.Slice(head.Length, WrapSize), [.. head, .. belongsTo]);
    }

    private static void Encrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> belongsTo,
        Span<byte> result
    )
    {
        var nonce = result[..NonceSize];
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, secret, result[(NonceSize + TagSize)..], result.Slice(NonceSize, TagSize), belongsTo);
    }

    private static byte[]? Decrypted(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> belongsTo)
    {
        var secret = new byte[box.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(key, TagSize);
        try
        {
            cipher.Decrypt(
                box[..NonceSize],
                box[(NonceSize + TagSize)..],
                box.Slice(NonceSize, TagSize),
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

    /// <summary>No name of a purpose has a NUL, and ids are all of one length: no two rows have the same.</summary>
    private static byte[] BelongsTo(string purpose, ReadOnlySpan<Guid> row)
    {
        List<byte> all = [.. Encoding.UTF8.GetBytes(purpose), 0];
        foreach (var id in row)
        {
            all.AddRange(id.ToByteArray());
        }
        return [.. all];
    }
}
