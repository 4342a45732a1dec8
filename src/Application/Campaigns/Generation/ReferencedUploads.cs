using System.Linq.Expressions;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>The owner's uploads that the pages of a plan show and offer.</summary>
/// <param name="Images">With what they show, in the owner's words.</param>
/// <param name="Files">Those that the first page offers for download.</param>
internal sealed record ReferencedUploads(IReadOnlyList<(Guid Id, string? Alt)> Images, IReadOnlyList<Guid> Files)
{
    /// <summary>What one section has room for.</summary>
    public const int MostFiles = 8;

    /// <summary>What models look at together.</summary>
    public const int MostImages = 10;

    /// <param name="images">Reference images, of which uploads are shown; null: the plan says.</param>
    /// <param name="files">Null: the plan says.</param>
    /// <param name="plan">The request's own; null: what the campaign was planned with stays, as far as it is there.</param>
    /// <exception cref="DomainException">NotFound: the account has no such upload.</exception>
    public static async Task<ReferencedUploads> OfAsync(
        IUploads uploads,
        IReadOnlyList<string>? images,
        IReadOnlyList<string>? files,
        CampaignPlan? plan,
        CampaignPlan? present,
        CancellationToken cancellationToken
    )
    {
        return new(
            [
                .. (
                    await FoundAsync(
                        UploadKind.Image,
                        (images?.Select(ReferenceImages.UploadIn).OfType<Guid>() ?? plan?.Images())?.Take(MostImages),
                        present?.Images()
                    )
                ).Select(image => (image.Id, image.Title)),
            ],
            [
                .. (
                    await FoundAsync(
                        UploadKind.File,
                        (files?.Select(ReferenceFiles.UploadIn).OfType<Guid>() ?? plan?.Files())?.Take(MostFiles),
                        present?.Files()
                    )
                ).Select(file => file.Id),
            ]
        );

        async Task<IReadOnlyList<Upload>> FoundAsync(
            UploadKind kind,
            IEnumerable<Guid>? asked,
            IReadOnlyList<Guid>? kept
        )
        {
            if (asked is not null)
            {
                return await uploads.RequireAsync(kind, [.. asked], cancellationToken);
            }
            var found = await uploads.FindAsync(kept ?? [], cancellationToken);
            return [.. (kept ?? []).Select(id => found.GetValueOrDefault(id)).OfType<Upload>()];
        }
    }
}

internal sealed class ReferencedUploadsValidator<T> : AbstractValidator<T>
{
    public ReferencedUploadsValidator(
        Expression<Func<T, IEnumerable<string>?>> images,
        Expression<Func<T, IEnumerable<string>?>> files
    )
    {
        RuleFor(images)
            .Must(list => list is null || list.Count() <= ReferencedUploads.MostImages)
            .WithMessage($"At most {ReferencedUploads.MostImages} reference images.");
        RuleForEach(images!)
            .Must(ReferenceImages.IsAddress)
            .WithMessage("A reference image must be an https address, or the url of an upload: /v1/images/{id}.");
        RuleFor(files)
            .Must(list => list is null || list.Count() <= ReferencedUploads.MostFiles)
            .WithMessage($"At most {ReferencedUploads.MostFiles} files.");
        RuleForEach(files!)
            .Must(address => ReferenceFiles.UploadIn(address) is not null)
            .WithMessage("A file must be the url of an upload: /v1/files/{id}.");
    }
}
