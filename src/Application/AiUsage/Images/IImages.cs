using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Images;

/// <param name="Sha256">Of the content.</param>
public sealed record ImageContent(Guid Id, string ContentType, byte[] Content, byte[] Sha256);

/// <summary>The account's uploaded images. What changes them joins the present unit of work.</summary>
public interface IImages
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ImageView>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    Task<ImageView?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<ImageContent?> ReadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Until the present unit of work ends nobody else of the account adds, removes or begins to use an upload.</summary>
    Task LockAsync(CancellationToken cancellationToken);

    /// <summary>The one with the same content.</summary>
    Task<ImageView?> FindSameAsync(byte[] sha256, CancellationToken cancellationToken);

    Task<ImageView> AddAsync(ImageFile image, byte[] sha256, string? alt, CancellationToken cancellationToken);

    /// <summary>Says what it shows.</summary>
    Task<ImageView> DescribeAsync(Guid id, string alt, CancellationToken cancellationToken);

    /// <summary>Whether a generation under way refers to it.</summary>
    Task<bool> IsGivenToModelAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Whether a component of a campaign shows it.</summary>
    Task<bool> IsShownAsync(Guid id, CancellationToken cancellationToken);

    /// <returns>Whether there was one.</returns>
    Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Requires that all these are there, and not too much for one call; until the unit of work ends none of them goes.</summary>
    /// <exception cref="DomainException">NotFound <c>ai.image_not_found</c>; Validation <c>ai.images_too_large</c>.</exception>
    Task RequireAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}
