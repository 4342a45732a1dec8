using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace AiWebBuilder.Infrastructure.AiUsage.Images.Formats;

/// <summary>WebP (RFC 9649): a RIFF file of chunks, with the picture as VP8 or VP8L. Moving ones are refused.</summary>
internal static class WebpFile
{
    private const byte HasProfile = 0x20;
    private const byte HasAlpha = 0x10;
    private const byte Moves = 0x02;

    public static bool Fits(ReadOnlySpan<byte> file) =>
        file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    public static (int Width, int Height, byte[] Content) Read(ReadOnlySpan<byte> file)
    {
        var reader = new FileCursor(file);
        var kept = new ArrayBufferWriter<byte>(file.Length);
        reader.Take(4);
        var announced = BinaryPrimitives.ReadUInt32LittleEndian(reader.Take(4)) + 8L;
        if (announced > file.Length)
        {
            throw FileCursor.Damaged("it ends in the middle.");
        }
        if (announced + announced % 2 < file.Length)
        {
            throw FileCursor.Damaged("something stands behind its end.");
        }
        kept.Write("RIFF\0\0\0\0WEBP"u8);
        reader.Take(4);
        (int Width, int Height)? canvas = null;
        (int Width, int Height)? picture = null;
        while (reader.Rest.Length > 1)
        {
            var type = Encoding.ASCII.GetString(reader.Take(4));
            var data = reader.Take(BinaryPrimitives.ReadUInt32LittleEndian(reader.Take(4)));
            if (data.Length % 2 == 1 && reader.Rest.Length > 0)
            {
                reader.Take(1);
            }
            switch (type)
            {
                case "VP8X" when canvas is null && picture is null && data.Length >= 10:
                    if ((data[0] & Moves) != 0)
                    {
                        throw FileCursor.Damaged("it moves; send one picture of it.");
                    }
                    canvas = (1 + FileCursor.UInt24(data[4..]), 1 + FileCursor.UInt24(data[7..]));
                    Keep(type, [(byte)(data[0] & (HasProfile | HasAlpha)), 0, 0, 0, .. data[4..10]]);
                    break;
                case "ICCP" or "ALPH" when canvas is not null && picture is null:
                    Keep(type, data);
                    break;
                case "VP8 " or "VP8L" when picture is null:
                    picture = type == "VP8L" ? SizeOfLossless(data) : SizeOfLossy(data);
                    Keep(type, data);
                    break;
                case "VP8X" or "VP8 " or "VP8L" or "ICCP" or "ALPH" or "ANIM" or "ANMF":
                    throw FileCursor.Damaged("a part of it is not where it belongs.");
                default:
                    // EXIF, XMP, and what nobody knows.
                    break;
            }
        }
        if (picture is not var (width, height))
        {
            throw FileCursor.Damaged("it has no picture.");
        }
        if (canvas is { } whole && whole != (width, height))
        {
            throw FileCursor.Damaged("its header makes no sense.");
        }
        var content = kept.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(4), (uint)content.Length - 8);
        return (width, height, content);

        void Keep(string type, ReadOnlySpan<byte> data)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)data.Length);
            kept.Write(Encoding.ASCII.GetBytes(type));
            kept.Write(length);
            kept.Write(data);
            kept.Write(new byte[data.Length % 2]);
        }
    }

    /// <summary>A key frame's header.</summary>
    private static (int Width, int Height) SizeOfLossy(ReadOnlySpan<byte> data) =>
        data.Length >= 10 && (data[0] & 1) == 0 && data[3..6] is [0x9D, 0x01, 0x2A]
            ? (
                BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF
            )
            : throw FileCursor.Damaged("its header makes no sense.");

    private static (int Width, int Height) SizeOfLossless(ReadOnlySpan<byte> data)
    {
        if (data.Length < 5 || data[0] != 0x2F || data[4] >> 5 != 0)
        {
            throw FileCursor.Damaged("its header makes no sense.");
        }
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }
}
