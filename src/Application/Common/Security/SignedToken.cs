using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AiWebBuilder.Application.Common.Security;

/// <summary>
/// Content that its holder may read and cannot change: the bytes and an HMAC-SHA256 over them, in base64url. What it is bound to is signed
/// too, and is not in it: whoever reads it has to know that.
/// </summary>
public static class SignedToken
{
    private const int MaxLength = 512;

    /// <summary>How long a signed address is good: long enough to begin a download, and no secret worth keeping.</summary>
    public static TimeSpan AddressLifetime { get; } = TimeSpan.FromMinutes(5);

    /// <param name="key">Derived for this purpose and no other: 32 bytes.</param>
    /// <returns>Letters, digits, <c>-</c> and <c>_</c>.</returns>
    public static string Make(byte[] key, ReadOnlySpan<byte> content, string boundTo = "") =>
        Base64Url.EncodeToString([.. content, .. Sign(key, content, boundTo)]);

    /// <returns>The content; null when it was not signed with this key for this place, or was touched.</returns>
    public static byte[]? Read(byte[] key, string token, string boundTo = "")
    {
        if (token.Length > MaxLength)
        {
            return null;
        }
        Span<byte> bytes = stackalloc byte[Base64Url.GetMaxDecodedLength(token.Length)];
        // Not the method that throws: whatever somebody sends is an answer, and no failure of the server.
        if (
            Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done
            || length < HMACSHA256.HashSizeInBytes
        )
        {
            return null;
        }
        bytes = bytes[..length];
        var content = bytes[..^HMACSHA256.HashSizeInBytes];
        // Written as it is here, too: the last letter holds bits that mean nothing.
        return
            CryptographicOperations.FixedTimeEquals(Sign(key, content, boundTo), bytes[^HMACSHA256.HashSizeInBytes..])
            && Base64Url.EncodeToString(bytes) == token
            ? content.ToArray()
            : null;
    }

    /// <summary>What it is bound to goes in as a hash, whose length is known: so no byte of it passes for one of the content.</summary>
    private static byte[] Sign(byte[] key, ReadOnlySpan<byte> content, string boundTo) =>
        HMACSHA256.HashData(
            key,
            boundTo.Length == 0 ? content : [.. content, .. SHA256.HashData(Encoding.UTF8.GetBytes(boundTo))]
        );
}
