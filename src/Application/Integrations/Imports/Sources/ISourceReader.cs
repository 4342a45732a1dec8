namespace AiWebBuilder.Application.Integrations.Imports.Sources;

/// <summary>
/// Reads a page of another builder. Pure: the same bytes always give the same page. What is read is data: nothing in it is followed, and what
/// no visitor sees is no content.
/// </summary>
public interface ISourceReader
{
    /// <param name="contentType">As the server said it; null: nobody said.</param>
    /// <param name="address">Where it was fetched; null: it came as a file.</param>
    /// <exception cref="Domain.Common.DomainException">Validation: no page that can be read.</exception>
    SourcePage Read(ReadOnlyMemory<byte> html, string? contentType, Uri? address);
}
