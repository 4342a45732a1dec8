using System.Buffers;
using System.Buffers.Binary;

namespace AiWebBuilder.Infrastructure.AiUsage.Images.Formats;

/// <summary>GIF (87a, 89a): blocks up to a trailer. Of an animation its first picture is kept: models take no more, and some not that.</summary>
internal static class GifFile
{
    private const byte Picture = 0x2C;
    private const byte Extension = 0x21;
    private const byte Trailer = 0x3B;
    private const byte GraphicControl = 0xF9;

    public static bool Fits(ReadOnlySpan<byte> file) => file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8);

    public static (int Width, int Height, byte[] Content) Read(ReadOnlySpan<byte> file)
    {
        var reader = new FileCursor(file);
        var kept = new ArrayBufferWriter<byte>(file.Length);
        reader.Take(6);
        var screen = reader.Take(7);
        var (width, height) = (
            BinaryPrimitives.ReadUInt16LittleEndian(screen),
            BinaryPrimitives.ReadUInt16LittleEndian(screen[2..])
        );
        reader.Take(TableLength(screen[4]));
        kept.Write(reader.Since(0));
        ReadOnlySpan<byte> control = [];
        var hasPicture = false;
        while (true)
        {
            var start = reader.Position;
            switch (reader.TakeByte())
            {
                case Extension:
                    var label = reader.TakeByte();
                    SkipData(ref reader);
                    control = label == GraphicControl ? reader.Since(start) : control;
                    break;
                case Picture:
                    reader.Take(TableLength(reader.Take(9)[8]));
                    reader.TakeByte();
                    SkipData(ref reader);
                    if (!hasPicture)
                    {
                        kept.Write(control);
                        kept.Write(reader.Since(start));
                        hasPicture = true;
                    }
                    break;
                case Trailer when !hasPicture:
                    throw FileCursor.Damaged("it has no picture.");
                case Trailer when reader.Rest.Length > 0:
                    throw FileCursor.Damaged("something stands behind its end.");
                case Trailer:
                    kept.Write<byte>([Trailer]);
                    return (width, height, kept.WrittenSpan.ToArray());
                default:
                    throw FileCursor.Damaged("it has a part that nobody knows.");
            }
        }
    }

    /// <summary>Bytes of the colour table that these flags announce.</summary>
    private static uint TableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3u << ((flags & 7) + 1);

    private static void SkipData(ref FileCursor reader)
    {
        while (reader.TakeByte() is var length and > 0)
        {
            reader.Take(length);
        }
    }
}
