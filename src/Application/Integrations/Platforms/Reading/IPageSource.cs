using AiWebBuilder.Application.Integrations.Syncs;

namespace AiWebBuilder.Application.Integrations.Platforms.Reading;

/// <summary>Gives whole pages of one platform, as visitors see them, for an import.</summary>
public interface IPageSource
{
    /// <summary>What has pages, as the capability matrix names it.</summary>
    IReadOnlyList<string> Objects { get; }

    /// <returns>At least one: of a content whose page cannot be had, why not.</returns>
    /// <exception cref="PlatformUnavailableException">It does not answer, or refuses.</exception>
    Task<IReadOnlyList<PlatformPage>> ReadAsync(
        PlatformConnection connection,
        ContentView content,
        CancellationToken cancellationToken
    );
}
