namespace AiWebBuilder.Application.Integrations.Imports.Sources;

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
