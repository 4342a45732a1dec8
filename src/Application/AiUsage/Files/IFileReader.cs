using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Files;

/// <summary>Tells what an uploaded file is by its content.</summary>
public interface IFileReader
{
    /// <exception cref="DomainException">Validation: no such file, not whole, or with something in it that acts by itself.</exception>
    FileType Read(ReadOnlyMemory<byte> file);
}
