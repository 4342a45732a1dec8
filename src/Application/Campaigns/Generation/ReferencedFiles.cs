using System.Linq.Expressions;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>The files that the pages of a plan offer, as a request names them.</summary>
internal static class ReferencedFiles
{
    /// <summary>What one section has room for.</summary>
    public const int Most = 8;

    /// <param name="addresses">Null: the plan says.</param>
    /// <param name="plan">The request's own.</param>
    /// <returns>Null: the request says nothing of them.</returns>
    /// <exception cref="DomainException">NotFound: the account has no such file.</exception>
    public static async Task<IReadOnlyList<Guid>?> RequireFilesAsync(
        this IUploads uploads,
        IReadOnlyList<string>? addresses,
        CampaignPlan? plan,
        CancellationToken cancellationToken
    )
    {
        if (addresses is null && plan is null)
        {
            return null;
        }
        Guid[] ids =
        [
            .. (addresses?.Select(ReferenceFiles.UploadIn).OfType<Guid>() ?? plan!.Files()).Distinct().Take(Most),
        ];
        await uploads.RequireFilesAsync(ids, cancellationToken);
        return ids;
    }
}

internal sealed class ReferencedFilesValidator<T> : AbstractValidator<T>
{
    public ReferencedFilesValidator(Expression<Func<T, IEnumerable<string>?>> files)
    {
        RuleFor(files)
            .Must(list => list is null || list.Count() <= ReferencedFiles.Most)
            .WithMessage($"At most {ReferencedFiles.Most} files.");
        RuleForEach(files!)
            .Must(address => ReferenceFiles.UploadIn(address) is not null)
            .WithMessage("A file must be the url of an upload: /v1/files/{id}.");
    }
}
