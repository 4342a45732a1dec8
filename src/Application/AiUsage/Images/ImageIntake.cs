using System.Security.Cryptography;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Identity.Contracts;

namespace AiWebBuilder.Application.AiUsage.Images;

internal sealed class ImageIntake(IImageReader reader, IStoredUploads uploads, IPlanLimits limits) : IImageIntake
{
    public async Task<Guid> TakeAsync(ReadOnlyMemory<byte> file, string? alt, CancellationToken cancellationToken)
    {
        var image = reader.Read(file.Span);
        var sha256 = SHA256.HashData(image.Content);
        await uploads.HoldAsync(cancellationToken);
        if (await uploads.FindSameAsync(sha256, cancellationToken) is { } same)
        {
            return same.Id;
        }
        await limits.RequireRoomAsync(PlanResource.StorageBytes, image.Content.Length, cancellationToken);
        var kept = await uploads.AddAsync(
            new UploadContent(image.ContentType, Name: null, image.Content, sha256),
            (image.Width, image.Height),
            alt,
            cancellationToken
        );
        return kept.Id;
    }
}
