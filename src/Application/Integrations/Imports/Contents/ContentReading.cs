using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Exports;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Reading;
using AiWebBuilder.Application.Integrations.Syncs;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Exports;
using AiWebBuilder.Domain.Integrations.Imports;

namespace AiWebBuilder.Application.Integrations.Imports.Contents;

/// <summary>The pages of contents as the platform has them now, and afterwards the notes by which an export finds them again.</summary>
internal sealed class ContentReading(
    IRepository<PlatformIntegration> integrations,
    IRepository<WrittenPage> written,
    IPlatformContents contents,
    IEnumerable<IPlatformAdapter> platforms,
    ICredentialVault vault,
    IUnitOfWork unitOfWork,
    TimeProvider time
)
{
    private PlatformIntegration? read;

    /// <summary>Before a unit of work has begun.</summary>
    /// <exception cref="DomainException">Conflict: the connection is gone or broken; nothing can be read.</exception>
    /// <exception cref="PlatformUnavailableException">The platform does not answer.</exception>
    public async Task<IReadOnlyList<PlatformPage>> ReadAsync(NewImport import, CancellationToken cancellationToken)
    {
        var found = await unitOfWork.ReadAsync(
            async () =>
            {
                List<(Guid Id, ContentView? View)> views = [];
                if (
                    import.IntegrationId is { } id
                    && (read = await integrations.FindAsync(id, cancellationToken)) is not null
                )
                {
                    foreach (var content in import.Contents)
                    {
                        views.Add((content.Id, await contents.FindAsync(id, content.Id, cancellationToken)));
                    }
                }
                return views;
            },
            cancellationToken
        );
        if (read is null || vault.Open(read) is not { } credentials)
        {
            throw new DomainException(ImportErrors.ConnectionChanged);
        }
        var source = platforms.Single(one => one.Platform == read.PlatformType).Pages!;
        var connection = new PlatformConnection(
            read.Id,
            read.UserId,
            read.PlatformType,
            credentials,
            JsonTexts.ObjectIn(read.PlatformMetadata) ?? []
        );
        List<PlatformPage> pages = [];
        foreach (var (id, view) in found)
        {
            var own = view is null
                ? [new PlatformPage(id.ToString(), null, null, "It is no longer among what was found.")]
                : await ReadAsync(source, connection, view, cancellationToken);
            pages.AddRange(
                own.Select(page =>
                    page with
                    {
                        ContentId = id,
                        Object = view?.Object ?? "",
                        ExternalId = view?.ExternalId ?? "",
                    }
                )
            );
        }
        return pages;
    }

    /// <summary>Whose pages they were; in a unit of work.</summary>
    /// <exception cref="DomainException">Conflict: the connection is not the one that they were read by.</exception>
    public async Task<PlatformIntegration> RequireSameAsync(CancellationToken cancellationToken) =>
        await integrations.FindAsync(read!.Id, cancellationToken) is { } now
        && now.EncryptedCredentials == read.EncryptedCredentials
            ? now
            : throw new DomainException(ImportErrors.ConnectionChanged);

    /// <summary>An export of the campaign updates the page that this one came from.</summary>
    public void Note(PlatformIntegration integration, Guid campaignId, string key, SourceFile file)
    {
        if (file.Origin is { Standing: { } there } origin)
        {
            written.Add(
                WrittenPage.Import(
                    time.NewId(),
                    integration,
                    campaignId,
                    key,
                    origin.Object,
                    there.ExternalId,
                    there.Url,
                    there.State,
                    there.ModifiedAt,
                    time.GetUtcNow()
                )
            );
        }
    }

    /// <summary>What is known of where a campaign's pages stand on the platform; in a unit of work.</summary>
    public Task<IReadOnlyList<WrittenPage>> NotesAsync(
        Guid integrationId,
        Guid campaignId,
        CancellationToken cancellationToken
    ) => written.ListAsync(new WrittenPages(integrationId, campaignId), cancellationToken);

    private static async Task<IReadOnlyList<PlatformPage>> ReadAsync(
        IPageSource source,
        PlatformConnection connection,
        ContentView content,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await source.ReadAsync(connection, content, cancellationToken);
        }
        catch (PlatformUnavailableException refused) when (refused.IsOfObject)
        {
            return [new PlatformPage(content.Url ?? content.Title ?? content.ExternalId, null, null, refused.Message)];
        }
    }
}
