namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>Gets the pages and pictures of a source: over the net by the rules of the host, or out of an uploaded file.</summary>
public interface ISourceFiles
{
    /// <summary>By the content alone; null: neither HTML nor a ZIP.</summary>
    string? KindOf(ReadOnlySpan<byte> file);

    /// <summary>The first page first.</summary>
    /// <exception cref="Domain.Common.DomainException">Validation: nothing of it can be read; the message says why.</exception>
    Task<SourceSite> ReadAsync(NewImport import, Func<int, Task> progress, CancellationToken cancellationToken);
}

/// <param name="Skipped">Pages that were not read, with the reason.</param>
public sealed record SourceSite(IReadOnlyList<SourceFile> Pages, IReadOnlyList<ImportedPage> Skipped)
{
    /// <summary>The bytes of pictures, by the addresses that pages name them by.</summary>
    public IReadOnlyDictionary<string, byte[]> Pictures { get; init; } =
        new Dictionary<string, byte[]>(StringComparer.Ordinal);

    /// <summary>Why a picture did not come.</summary>
    public IReadOnlyDictionary<string, string> Missing { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <param name="Name">Its address, or its path in the ZIP.</param>
/// <param name="Address">Where it stands now; null: it came as a file.</param>
public sealed record SourceFile(string Name, Uri? Address, SourcePage Page);
