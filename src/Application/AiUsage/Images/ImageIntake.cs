using System.Security.Cryptography;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Identity.Contracts;

namespace AiWebBuilder.Application.AiUsage.Images;

internal sealed class ImageIntake(IImageReader reader, IImages images, IPlanLimits limits) : IImageIntake
{
    public async Task<Guid> TakeAsync(ReadOnlyMemory<byte> file, string? alt, CancellationToken cancellationToken)
    {
        var image = reader.Read(file.Span);
        var sha256 = SHA256.HashData(image.Content);
        await images.LockAsync(cancellationToken);
        if (await images.FindSameAsync(sha256, cancellationToken) is { } same)
        {
            return same.Id;
        }
        await limits.RequireRoomAsync(PlanResource.StorageBytes, image.Content.Length, cancellationToken);
        return (await images.AddAsync(image, sha256, alt, cancellationToken)).Id;
    }
}
