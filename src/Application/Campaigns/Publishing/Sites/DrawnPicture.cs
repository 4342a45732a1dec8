using System.Security.Cryptography;

namespace AiWebBuilder.Application.Campaigns.Publishing.Sites;

/// <summary>A picture of a publication. Other content is another picture, so that no cache shows an old one.</summary>
public sealed record DrawnPicture(string ContentType, byte[] Content)
{
    /// <summary>Made of the content.</summary>
    public Guid Id { get; } = new(SHA256.HashData(Content).AsSpan(0, 16));
}
