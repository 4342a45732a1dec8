using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.AiUsage.Images.Formats;

/// <summary>PNG (W3C, third edition): chunks of length, type, data and checksum. An animated one becomes its first picture.</summary>
internal static class PngFile
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Fits(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static (int Width, int Height, byte[] Content) Read(ReadOnlySpan<byte> file)
    {
        var reader = new FileCursor(file);
        var kept = new ArrayBufferWriter<byte>(file.Length);
        kept.Write(reader.Take((uint)Signature.Length));
        (int Width, int Height)? size = null;
        var (hasPalette, wantsPalette, hasData) = (false, false, false);
        while (true)
        {
            var start = reader.Position;
            var length = BinaryPrimitives.ReadUInt32BigEndian(reader.Take(4));
            var name = reader.Take(4);
            var type = Encoding.ASCII.GetString(name);
            var isNeeded = (name[0] & 0x20) == 0;
            var data = reader.Take(length);
            if (
                BinaryPrimitives.ReadUInt32BigEndian(reader.Take(4))
                != Crc32.Of(file.Slice(start + 4, name.Length + data.Length))
            )
            {
                throw FileCursor.Damaged("a part of it is not what its checksum says.");
            }
            if ((size is null) != (type == "IHDR"))
            {
                throw FileCursor.Damaged("its header is not where it belongs.");
            }
            switch (type)
            {
                case "IHDR":
                    (size, wantsPalette) = (SizeIn(data), data[9] == 3);
                    break;
                case "PLTE":
                    hasPalette = true;
                    break;
                case "IDAT" when wantsPalette && !hasPalette:
                    throw FileCursor.Damaged("it has no palette.");
                case "IDAT":
                    hasData = true;
                    break;
                case "IEND" when length != 0 || !hasData:
                    throw FileCursor.Damaged("it has no picture.");
                case "IEND" when reader.Rest.Length > 0:
                    throw FileCursor.Damaged("something stands behind its end.");
                case "IEND":
                case "tRNS" or "gAMA" or "cHRM" or "sRGB" or "iCCP" or "cICP" or "sBIT" or "bKGD" or "pHYs":
                    break;
                case var _ when isNeeded:
                    throw FileCursor.Damaged("it has a part that nobody knows.");
                default:
                    // Texts, EXIF, times, further pictures: nothing that this one needs.
                    continue;
            }
            kept.Write(reader.Since(start));
            if (type == "IEND")
            {
                return (size!.Value.Width, size.Value.Height, kept.WrittenSpan.ToArray());
            }
        }
    }

    private static (int Width, int Height) SizeIn(ReadOnlySpan<byte> header)
    {
        if (header.Length != 13)
        {
            throw FileCursor.Damaged("its header has another length.");
        }
        var (width, height) = (
            BinaryPrimitives.ReadUInt32BigEndian(header),
            BinaryPrimitives.ReadUInt32BigEndian(header[4..])
        );
        var isKnown = (header[9], header[8]) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) or (2 or 4 or 6, 8 or 16) => true,
            _ => false,
        };
        return isKnown && width <= int.MaxValue && height <= int.MaxValue && header[10..] is [0, 0, 0 or 1]
            ? ((int)width, (int)height)
            : throw FileCursor.Damaged("its header makes no sense.");
    }
}
