using System.Buffers.Binary;
using AiWebBuilder.Application.Campaigns.Previews;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;

namespace AiWebBuilder.Infrastructure.Campaigns.Previews;

/// <summary>
/// Account, maker, campaign and expiry, signed. The key is derived from the signing key that all nodes share, so a link is good at every
/// node and through a restart, and ends when that key is replaced.
/// </summary>
internal sealed class PreviewLinks(IDerivedKeys keys) : IPreviewLinks
{
    private const int Length = 16 + 16 + 16 + 8;

    private readonly byte[] key = keys.DeriveKey("aiwebbuilder preview links v2"u8);

    public string Issue(PreviewLink link)
    {
        Span<byte> content = stackalloc byte[Length];
        link.AccountId.TryWriteBytes(content);
        link.MakerId.TryWriteBytes(content[16..]);
        link.CampaignId.TryWriteBytes(content[32..]);
        BinaryPrimitives.WriteInt64BigEndian(content[48..], link.ExpiresAt.ToUnixTimeSeconds());
        return SignedToken.Make(key, content);
    }

    public PreviewLink? Read(string token) =>
        SignedToken.Read(key, token) is { Length: Length } content
            ? new PreviewLink(
                new Guid(content[..16]),
                new Guid(content[16..32]),
                new Guid(content[32..48]),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(48)))
            )
            : null;
}
