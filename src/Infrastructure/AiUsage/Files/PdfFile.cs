using System.IO.Compression;
using System.Runtime.InteropServices;
using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.AiUsage.Files;

/// <summary>
/// PDF (ISO 32000-1). It is searched for the names that scripts, started programs and packed files cannot do without, wherever they stand and
/// however they are written; objects may be packed together (§ 7.5.7), so that those are unpacked for it.
/// </summary>
internal static class PdfFile
{
    /// <summary>Bytes that the objects of one file may unpack to.</summary>
    private const int MaxUnpacked = 64 * 1024 * 1024;

    // How far from the end readers look for its mark.
    private const int EndSearched = 1024;

    // A dictionary between the name of its type and the stream.
    private const int LongestDictionary = 2_000;

    private const int LongestName = 12;

    // A brochure has hundreds.
    private const int MostPacked = 5_000;

    private static readonly (byte[] Name, string Part)[] Refused =
    [
        ([.. "JavaScript"u8], "a script"),
        ([.. "Launch"u8], "a command that starts a program"),
        ([.. "EmbeddedFile"u8], "another file"),
        ([.. "RichMedia"u8], "embedded media"),
        ([.. "Encrypt"u8], "a protection by which nobody can see what is in it"),
    ];

    public static bool Fits(ReadOnlySpan<byte> file) => file.StartsWith("%PDF-"u8);

    /// <exception cref="DomainException">Validation.</exception>
    public static FileType Read(ReadOnlyMemory<byte> file)
    {
        if (file.Span[Math.Max(0, file.Length - EndSearched)..].LastIndexOf("%%EOF"u8) < 0)
        {
            throw new DomainException(FileErrors.Damaged("its end is missing."));
        }
        List<int> packed = [];
        Search(file.Span, packed);
        if (packed.Count > MostPacked)
        {
            throw new DomainException(FileErrors.Damaged("it has too many parts."));
        }
        var room = MaxUnpacked;
        foreach (var place in packed)
        {
            room -= SearchPacked(file, place, room);
        }
        return FileType.Pdf;
    }

    /// <param name="packed">Gets the places where objects that are packed together are announced; null: they cannot be nested.</param>
    private static void Search(ReadOnlySpan<byte> bytes, List<int>? packed)
    {
        Span<byte> name = stackalloc byte[LongestName];
        for (var at = bytes.IndexOf((byte)'/'); at >= 0; )
        {
            var read = name[..Decode(bytes[(at + 1)..], name)];
            foreach (var (refused, part) in Refused)
            {
                if (read.StartsWith(refused))
                {
                    throw new DomainException(FileErrors.Active(part));
                }
            }
            if (read.SequenceEqual("ObjStm"u8))
            {
                packed?.Add(at);
            }
            var next = bytes[(at + 1)..].IndexOf((byte)'/');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    /// <summary>A name (§ 7.3.5) up to its end, or as far as it tells; any letter may be written as a number.</summary>
    private static int Decode(ReadOnlySpan<byte> bytes, Span<byte> name)
    {
        var length = 0;
        for (var at = 0; at < bytes.Length && length < name.Length; at++)
        {
            var letter = bytes[at];
            if (letter == '#' && at + 2 < bytes.Length && IsHex(bytes[at + 1]) && IsHex(bytes[at + 2]))
            {
                letter = Convert.FromHexString([(char)bytes[at + 1], (char)bytes[at + 2]])[0];
                at += 2;
            }
            else if (letter <= ' ' || "()<>[]{}/%"u8.Contains(letter))
            {
                break;
            }
            name[length++] = letter;
        }
        return length;

        static bool IsHex(byte letter) => char.IsAsciiHexDigit((char)letter);
    }

    /// <returns>How much it unpacked to.</returns>
    private static int SearchPacked(ReadOnlyMemory<byte> file, int announced, int room)
    {
        var rest = file[announced..];
        var start = rest.Span[..Math.Min(rest.Length, LongestDictionary)].IndexOf("stream"u8);
        if (start < 0)
        {
            return 0;
        }
        rest = rest[(start + "stream".Length)..];
        rest = rest[(rest.Span.StartsWith("\r\n"u8) ? 2 : 1)..];
        using var unpacked = new MemoryStream();
        try
        {
            MemoryMarshal.TryGetArray(rest, out var bytes);
            using var packed = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            Unpacking.CopyUpTo(zlib, unpacked, room);
        }
        // The second is what a stream gives that asks for a dictionary.
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            // Not packed: it was searched as it stands. What else it may be, no program that owners use writes.
            if (unpacked.Length == 0)
            {
                return 0;
            }
        }
        Search(unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length), packed: null);
        return (int)unpacked.Length;
    }
}
