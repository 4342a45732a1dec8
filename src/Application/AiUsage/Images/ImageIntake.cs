using System.Security.Cryptography;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Identity.Contracts;

namespace AiWebBuilder.Application.AiUsage.Images;

internal sealed class ImageIntake(IImageReader reader, IStoredUploads uploads, IPlanLimits limits) : IImageIntake
{
    public async Task<TakenImage> TakeAsync(ReadOnlyMemory<byte> file, string? alt, CancellationToken cancellationToken)
    {
        var image = reader.Read(file.Span);
        var sha256 = SHA256.HashData(image.Content);
        await uploads.HoldAsync(cancellationToken);
        if (await uploads.FindSameAsync(sha256, cancellationToken) is { } same)
        {
            return new TakenImage(same.Id, IsNew: false);
        }
        await limits.RequireRoomAsync(PlanResource.StorageBytes, image.Content.Length, cancellationToken);
        var kept = await uploads.AddAsync(
            new UploadContent(image.ContentType, Name: null, image.Content, sha256),
            (image.Width, image.Height),
            alt,
            cancellationToken
        );
        return new TakenImage(kept.Id, IsNew: true);
    }

    public async Task<Guid?> FindAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken) =>
        (await uploads.FindSameAsync(SHA256.HashData(reader.Read(file.Span).Content), cancellationToken))?.Id;

    public async Task<IReadOnlyList<Upload>> GiveBackAsync(
        IReadOnlyCollection<Guid> ids,
        IReadOnlyCollection<Guid> gone,
        CancellationToken cancellationToken
    )
    {
        await uploads.HoldAsync(cancellationToken);
        List<Upload> kept = [];
        foreach (var upload in (await uploads.FindAsync(ids, cancellationToken)).Values)
        {
            if (
                await uploads.IsGivenToModelAsync(upload.Id, cancellationToken)
                || await uploads.IsShownAsync(upload.Id, gone, cancellationToken)
            )
            {
                kept.Add(upload);
            }
            else
            {
                await uploads.RemoveAsync(upload.Id, cancellationToken);
            }
        }
        return kept;
    }
}
