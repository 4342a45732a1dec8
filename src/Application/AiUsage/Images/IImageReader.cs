using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Images;

/// <summary>Reads uploaded files as the images that they are.</summary>
public interface IImageReader
{
    /// <summary>Reads a whole file.</summary>
    /// <exception cref="DomainException">Validation: no such image, not whole, something behind its end, or too large.</exception>
    ImageFile Read(ReadOnlySpan<byte> file);
}
