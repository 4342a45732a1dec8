using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using AiWebBuilder.Application.Campaigns.Previews;
using AiWebBuilder.Application.Identity.Contracts;

namespace AiWebBuilder.Infrastructure.Campaigns.Previews;

/// <summary>
/// Account, maker, campaign and expiry with an HMAC-SHA256 over them, in base64url. The key is derived from the signing key that all
/// nodes share, so a link is good at every node and through a restart, and ends when that key is replaced.
/// </summary>
internal sealed class PreviewLinks(IDerivedKeys keys) : IPreviewLinks
{
    private const int ContentBytes = 16 + 16 + 16 + 8;
    private const int TokenBytes = ContentBytes + HMACSHA256.HashSizeInBytes;

    private readonly byte[] key = keys.DeriveKey("aiwebbuilder preview links v2"u8);

    public string Issue(PreviewLink link)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        link.AccountId.TryWriteBytes(token);
        link.MakerId.TryWriteBytes(token[16..]);
        link.CampaignId.TryWriteBytes(token[32..]);
        BinaryPrimitives.WriteInt64BigEndian(token[48..], link.ExpiresAt.ToUnixTimeSeconds());
        HMACSHA256.HashData(key, token[..ContentBytes], token[ContentBytes..]);
        return Base64Url.EncodeToString(token);
    }

    public PreviewLink? Read(string token)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        if (
            token.Length != Base64Url.GetEncodedLength(TokenBytes)
            || !Base64Url.IsValid(token)
            || !Base64Url.TryDecodeFromChars(token, bytes, out var length)
            || length != TokenBytes
        )
        {
            return null;
        }
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, bytes[..ContentBytes], expected);
        return CryptographicOperations.FixedTimeEquals(expected, bytes[ContentBytes..])
            ? new PreviewLink(
                new Guid(bytes[..16]),
                new Guid(bytes[16..32]),
                new Guid(bytes[32..48]),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes[48..]))
            )
            : null;
    }
}
