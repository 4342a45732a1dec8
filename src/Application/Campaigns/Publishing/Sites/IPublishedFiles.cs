namespace AiWebBuilder.Application.Campaigns.Publishing.Sites;

/// <summary>The copies of uploads that a publication shows or offers. They go when it is withdrawn.</summary>
public interface IPublishedFiles
{
    /// <summary>
    /// From the end of the unit of work on the publication has exactly these of the account's uploads, copied as they are, their smaller
    /// sizes, and the pictures that were drawn for it. What it has already is not made again.
    /// </summary>
    Task ReplaceAsync(
        Guid campaignId,
        IReadOnlyCollection<Guid> uploads,
        IReadOnlyCollection<SizedPicture> sizes,
        IReadOnlyCollection<DrawnPicture> drawn,
        CancellationToken cancellationToken
    );
}
