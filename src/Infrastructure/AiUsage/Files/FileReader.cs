using AiWebBuilder.Application.AiUsage.Files;
using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.AiUsage.Files;

/// <summary>
/// Files are kept as they were sent. What acts by itself when a visitor opens it (scripts, macros, programs that are packed into a document)
/// is refused, as far as it can be seen without opening the document as its own program does.
/// </summary>
internal sealed class FileReader : IFileReader
{
    public FileType Read(ReadOnlyMemory<byte> file) =>
        PdfFile.Fits(file.Span) ? PdfFile.Read(file)
        : OfficeFile.Fits(file.Span) ? OfficeFile.Read(file)
        : TextFile.Read(file.Span) ?? throw new DomainException(FileErrors.TypeUnknown);
}
