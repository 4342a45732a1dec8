using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Uploads;

/// <summary>The account's uploads. What changes them joins the present unit of work.</summary>
public interface IStoredUploads : IUploads
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<Upload>> ListAsync(UploadKind kind, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The one with the same content.</summary>
    Task<Upload?> FindSameAsync(byte[] sha256, CancellationToken cancellationToken);

    /// <param name="size">An image's, in pixels.</param>
    /// <param name="title">What it shows or is; null: nobody has said.</param>
    Task<Upload> AddAsync(
        UploadContent content,
        (int Width, int Height)? size,
        string? title,
        CancellationToken cancellationToken
    );

    /// <summary>Says what it shows or is, and under which name visitors keep it.</summary>
    Task<Upload> DescribeAsync(Guid id, string? name, string? title, CancellationToken cancellationToken);

    /// <summary>Whether a generation under way refers to it.</summary>
    Task<bool> IsGivenToModelAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Whether a component of a campaign shows it, or offers it.</summary>
    /// <param name="except">Components that do not count.</param>
    Task<bool> IsShownAsync(Guid id, IReadOnlyCollection<Guid> except, CancellationToken cancellationToken);

    Task RemoveAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Keeps images from being deleted until the unit of work ends, from when on a generation refers to them.</summary>
    /// <exception cref="DomainException">NotFound: one of the ids is no image of the account's; Validation: they are too large together.</exception>
    Task RequireImagesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}
