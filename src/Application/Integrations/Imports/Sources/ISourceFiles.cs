using AiWebBuilder.Application.Integrations.Platforms.Reading;

namespace AiWebBuilder.Application.Integrations.Imports.Sources;

/// <summary>Gets the pages and pictures of a source: over the net by the rules of the host, or out of an uploaded file.</summary>
public interface ISourceFiles
{
    /// <summary>By the content alone; null: neither HTML nor a ZIP.</summary>
    string? KindOf(ReadOnlySpan<byte> file);

    /// <summary>The first page first.</summary>
    /// <exception cref="Domain.Common.DomainException">Validation: nothing of it can be read; the message says why.</exception>
    Task<SourceSite> ReadAsync(NewImport import, Func<int, Task> progress, CancellationToken cancellationToken);

    /// <summary>Pages that a platform has given or named, in their order, each text once.</summary>
    /// <exception cref="Domain.Common.DomainException">Validation: nothing of it can be read; the message says why.</exception>
    Task<SourceSite> ReadAsync(
        IReadOnlyList<PlatformPage> pages,
        Func<int, Task> progress,
        CancellationToken cancellationToken
    );
}
