using System.Security.Cryptography;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Images;

/// <summary>
/// Uploads a reference image. The body is the file itself: a PNG, JPEG, GIF or WebP of at most 3,932,160 bytes and 8,000 pixels
/// a side. Metadata is removed, and only the first frame of an animation is kept. The same image again gives the existing one.
/// It counts towards the account's storage until it is deleted.
/// </summary>
/// <param name="Alt">What it shows, in the owner's words; of one that is there already, in place of what was said.</param>
/// <exception cref="DomainException">
/// Validation: no such image, another than Content-Type says, damaged, too large; PaymentRequired <c>plan.limit_reached</c>: the storage
/// is full.
/// </exception>
[Requires(AiUsagePermissions.Spend)]
public sealed record UploadImage(ReadOnlyMemory<byte> File, string? ContentType, string? Alt) : ICommand<ImageView>
{
    // A record would print the file.
    public override string ToString() => $"{nameof(UploadImage)} of {File.Length} bytes";
}

internal sealed class UploadImageValidator : AbstractValidator<UploadImage>
{
    public UploadImageValidator() =>
        RuleFor(upload => upload.Alt)
            .MaximumLength(140)
            .Must(alt => alt is null || (alt.Trim().Length > 0 && JsonTexts.IsStorableText(alt)))
            .WithMessage("alt says what the image shows, in words that can be stored.");
}

internal sealed class UploadImageHandler(IImageReader reader, IStoredUploads uploads, IPlanLimits limits)
    : ICommandHandler<UploadImage, ImageView>,
        IBeforeTransaction<UploadImage>
{
    private ImageFile? image;
    private byte[] sha256 = [];

    public Task PrepareAsync(UploadImage request, CancellationToken cancellationToken)
    {
        image = reader.Read(request.File.Span);
        if (!Says(request.ContentType, image.ContentType))
        {
            throw new DomainException(ImageErrors.TypeMismatch(image.ContentType));
        }
        sha256 = SHA256.HashData(image.Content);
        return Task.CompletedTask;
    }

    public async Task<ImageView> Handle(UploadImage request, CancellationToken cancellationToken)
    {
        await uploads.HoldAsync(cancellationToken);
        if (await uploads.FindSameAsync(sha256, cancellationToken) is { } same)
        {
            return ImageView.Of(
                request.Alt is { } alt && alt != same.Title
                    ? await uploads.DescribeAsync(same.Id, name: null, alt, cancellationToken)
                    : same
            );
        }
        await limits.RequireRoomAsync(PlanResource.StorageBytes, image!.Content.Length, cancellationToken);
        return ImageView.Of(
            await uploads.AddAsync(
                new UploadContent(image.ContentType, Name: null, image.Content, sha256),
                (image.Width, image.Height),
                request.Alt,
                cancellationToken
            )
        );
    }

    /// <summary>Browsers send no type, or that of any bytes, for files whose name tells them none; some say image/jpg.</summary>
    private static bool Says(string? declared, string actual) =>
        declared?.Split(';')[0].Trim().ToLowerInvariant() switch
        {
            null or "" or "application/octet-stream" => true,
            "image/jpg" => actual == "image/jpeg",
            var type => type == actual,
        };
}
