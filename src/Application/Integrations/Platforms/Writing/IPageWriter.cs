using AiWebBuilder.Application.Campaigns.Contracts.Exports;

namespace AiWebBuilder.Application.Integrations.Platforms.Writing;

/// <summary>Writes pages of one platform, or what it keeps in place of them. What goes wrong is a <see cref="PlatformUnavailableException"/>.</summary>
public interface IPageWriter
{
    /// <summary>What it makes and changes, as the capability matrix names it.</summary>
    IReadOnlyList<string> Objects { get; }

    /// <summary>How a page comes there by hand; null: pages are written.</summary>
    string? PagesByHand { get; }

    /// <summary>What is written where pages cannot be.</summary>
    IReadOnlyList<CopyPiece> PiecesOf(CampaignCopy copy);

    /// <summary>Whether the platform keeps styles that this user sends.</summary>
    bool KeepsStyles(PlatformConnection connection);

    /// <summary>What bears the mark in its content, or its end in its name; null: there is none.</summary>
    Task<StandingPage?> FindAsync(
        PlatformConnection connection,
        string @object,
        string mark,
        CancellationToken cancellationToken
    );

    /// <returns>Null: it is gone, or lies in the trash.</returns>
    Task<StandingPage?> GetAsync(
        PlatformConnection connection,
        string @object,
        string externalId,
        CancellationToken cancellationToken
    );

    Task<StandingPage> CreateAsync(
        PlatformConnection connection,
        string @object,
        string slug,
        PageDraft draft,
        CancellationToken cancellationToken
    );

    /// <returns>The page as the platform has kept it.</returns>
    Task<StandingPage> UpdateAsync(
        PlatformConnection connection,
        string @object,
        string externalId,
        PageDraft draft,
        CancellationToken cancellationToken
    );

    /// <summary>Where people of the platform can take it out again. Gone already: nothing happens.</summary>
    Task TrashAsync(
        PlatformConnection connection,
        string @object,
        string externalId,
        CancellationToken cancellationToken
    );

    /// <returns>Null: it is gone.</returns>
    Task<StandingMedia?> GetMediaAsync(
        PlatformConnection connection,
        string externalId,
        CancellationToken cancellationToken
    );

    /// <summary>Unless there is one of that name already, which is it then.</summary>
    /// <param name="name">Says what is in it: the same content has the same name.</param>
    Task<StandingMedia> UploadAsync(
        PlatformConnection connection,
        string name,
        string contentType,
        byte[] content,
        string? alt,
        CancellationToken cancellationToken
    );
}
