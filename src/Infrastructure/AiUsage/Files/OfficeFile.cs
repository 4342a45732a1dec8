using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.AiUsage.Files;

/// <summary>
/// Office documents: ZIP archives that say what they are, by their content types (ECMA-376 part 2) or a first entry (ODF 1.3 part 2, § 3.3).
/// Each entry is unpacked once and thrown away, so that what visitors open is whole and no bomb.
/// </summary>
internal static class OfficeFile
{
    /// <summary>Bytes that one document may unpack to: five times of what it may have.</summary>
    private const int MaxUnpacked = 100 * 1024 * 1024;

    private const int MaxEntries = 10_000;

    private const int LongestList = 1024 * 1024;

    private static readonly FileType[] OfficeDocuments = [FileType.Docx, FileType.Xlsx, FileType.Pptx];

    private static readonly FileType[] OpenDocuments = [FileType.Odt, FileType.Ods, FileType.Odp];

    public static bool Fits(ReadOnlySpan<byte> file) => file.StartsWith("PK\x03\x04"u8);

    /// <exception cref="DomainException">Validation.</exception>
    public static FileType Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            MemoryMarshal.TryGetArray(file, out var bytes);
            using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            if (zip.Entries.Count > MaxEntries)
            {
                throw new DomainException(FileErrors.Damaged("it has too many parts."));
            }
            var type = TypeOf(zip) ?? throw new DomainException(FileErrors.TypeUnknown);
            var room = MaxUnpacked;
            foreach (var entry in zip.Entries)
            {
                if (ActiveIn(entry.FullName) is { } part)
                {
                    throw new DomainException(FileErrors.Active(part));
                }
                using var content = entry.Open();
                room -= Unpacking.CopyUpTo(content, Stream.Null, room);
            }
            return type;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException)
        {
            throw new DomainException(FileErrors.Damaged("it is not whole, or it is protected by a password."));
        }
    }

    private static FileType? TypeOf(ZipArchive zip)
    {
        if (Text(zip, "mimetype") is { } named)
        {
            return Array.Find(OpenDocuments, type => type.ContentType == named);
        }
        if (Text(zip, "[Content_Types].xml") is not { } list)
        {
            return null;
        }
        // A template or a document with macros has another main part.
        return
            list.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
            || list.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
            ? throw new DomainException(FileErrors.Active("macros"))
            : Array.Find(
                OfficeDocuments,
                type => list.Contains($"{type.ContentType}.main+xml", StringComparison.Ordinal)
            );
    }

    private static string? Text(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { } entry)
        {
            return null;
        }
        using var content = entry.Open();
        using var text = new MemoryStream();
        Unpacking.CopyUpTo(content, text, LongestList);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static string? ActiveIn(string path) =>
        path.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || path.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase)
        || path.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase)
            ? "macros"
        : path.Contains("activeX/", StringComparison.OrdinalIgnoreCase) ? "controls that run programs"
        : path.Contains("embeddings/", StringComparison.OrdinalIgnoreCase)
        && !FileType.All.Any(type => path.EndsWith($".{type.Extension}", StringComparison.OrdinalIgnoreCase))
        && !path.EndsWith('/')
            ? "another file"
        : null;
}
