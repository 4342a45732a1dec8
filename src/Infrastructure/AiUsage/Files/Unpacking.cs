using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.AiUsage.Files;

/// <summary>A file of kilobytes can unpack to gigabytes: what it says of its size is not believed.</summary>
internal static class Unpacking
{
    /// <returns>How many bytes there were.</returns>
    /// <exception cref="DomainException">Validation: there are more than <paramref name="room"/>.</exception>
    public static int CopyUpTo(Stream from, Stream to, int room)
    {
        var buffer = new byte[81_920];
        var total = 0;
        for (int read; (read = from.Read(buffer)) > 0; )
        {
            total += read;
            if (total > room)
            {
                throw new DomainException(FileErrors.Damaged("it unpacks to far more than its size."));
            }
            to.Write(buffer.AsSpan(0, read));
        }
        return total;
    }
}
