using System.Buffers;
using System.Buffers.Binary;

namespace AiWebBuilder.Infrastructure.AiUsage.Images.Formats;

/// <summary>
/// JPEG (ITU T.81): segments behind markers, and coded data behind each scan's. Of EXIF the orientation alone is kept, without which a
/// phone's picture lies on its side.
/// </summary>
internal static class JpegFile
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;

    public static bool Fits(ReadOnlySpan<byte> file) => file is [0xFF, StartOfImage, 0xFF, ..];

    public static (int Width, int Height, byte[] Content) Read(ReadOnlySpan<byte> file)
    {
        var reader = new FileCursor(file);
        var kept = new ArrayBufferWriter<byte>(file.Length);
        kept.Write(reader.Take(2));
        (int Width, int Height)? size = null;
        var (hasScan, orientation) = (false, 1);
        while (true)
        {
            var marker = TakeMarker(ref reader);
            if (marker == EndOfImage)
            {
                if (!hasScan)
                {
                    throw FileCursor.Damaged("it has no picture.");
                }
                if (!IsLeftByACamera(reader.Rest))
                {
                    throw FileCursor.Damaged("something stands behind its end.");
                }
                kept.Write<byte>([0xFF, EndOfImage]);
                return orientation >= 5
                    ? (size!.Value.Height, size.Value.Width, kept.WrittenSpan.ToArray())
                    : (size!.Value.Width, size.Value.Height, kept.WrittenSpan.ToArray());
            }
            var length = FileCursor.UInt16(reader.Take(2));
            if (length < 2)
            {
                throw FileCursor.Damaged("a part of it has no length.");
            }
            var data = reader.Take((uint)length - 2);
            switch (marker)
            {
                // Baseline, extended and progressive: what browsers and models read.
                case 0xC0 or 0xC1 or 0xC2 when size is null:
                    size = SizeIn(data);
                    Keep(data);
                    break;
                // Tables, and the interval of restarts.
                case 0xC4 or 0xDB or 0xDD:
                    Keep(data);
                    break;
                case 0xDA when size is not null:
                    Keep(data);
                    kept.Write(TakeCoded(ref reader));
                    hasScan = true;
                    break;
                case 0xE0 when data.StartsWith("JFIF\0"u8) && data.Length >= 14:
                    // Without the small copy of the picture that may follow.
                    Keep([.. data[..12], 0, 0]);
                    break;
                case 0xE1 when orientation == 1 && Orientation.In(data) is var found and > 1:
                    orientation = found;
                    Keep(Orientation.Write(found));
                    break;
                case 0xE2 when data.StartsWith("ICC_PROFILE\0"u8):
                // How its colours are coded.
                case 0xEE when data.StartsWith("Adobe"u8):
                    Keep(data);
                    break;
                case >= 0xE0 and <= 0xEF or 0xFE:
                    // EXIF, XMP, IPTC, previews, comments.
                    break;
                default:
                    throw FileCursor.Damaged("it is coded in a way that models do not read.");
            }

            void Keep(ReadOnlySpan<byte> segment)
            {
                kept.Write<byte>([0xFF, marker, (byte)((segment.Length + 2) >> 8), (byte)(segment.Length + 2)]);
                kept.Write(segment);
            }
        }
    }

    private static byte TakeMarker(ref FileCursor reader)
    {
        if (reader.TakeByte() != 0xFF)
        {
            throw FileCursor.Damaged("a part of it does not begin as it must.");
        }
        byte marker;
        do
        {
            marker = reader.TakeByte();
        } while (marker == 0xFF);
        return marker;
    }

    private static (int Width, int Height) SizeIn(ReadOnlySpan<byte> frame) =>
        frame is [8, _, _, _, _, 1 or 3 or 4, ..] && frame.Length == 6 + 3 * frame[5]
            ? (FileCursor.UInt16(frame[3..]), FileCursor.UInt16(frame[1..]))
            : throw FileCursor.Damaged("its header makes no sense.");

    /// <summary>Up to the next marker. 0xFF before 0 is data; restarts stand between data.</summary>
    private static ReadOnlySpan<byte> TakeCoded(ref FileCursor reader)
    {
        var start = reader.Position;
        while (true)
        {
            var place = reader.Rest.IndexOf((byte)0xFF);
            if (place < 0 || place + 1 >= reader.Rest.Length)
            {
                throw FileCursor.Damaged("it ends in the middle.");
            }
            var next = reader.Rest[place + 1];
            if (next is not (0 or 0xFF or >= 0xD0 and <= 0xD7))
            {
                reader.Take((uint)place);
                return reader.Since(start);
            }
            reader.Take((uint)place + (next == 0xFF ? 1u : 2u));
        }
    }

    /// <summary>
    /// Cameras put further pictures, a film or notes of their own behind the first picture: these are left behind. Anything else there is
    /// another file in disguise.
    /// </summary>
    private static bool IsLeftByACamera(ReadOnlySpan<byte> rest) =>
        rest.IndexOfAnyExcept((byte)0) < 0
        || Fits(rest)
        || rest.Length > 8 && rest[4..8].SequenceEqual("ftyp"u8)
        || rest is [0, 0, ..] && rest.EndsWith("SEFT"u8);

    /// <summary>EXIF's tag 0x0112: 1 is upright; from 5 on width and height change places.</summary>
    private static class Orientation
    {
        private const ushort Tag = 0x0112;

        /// <returns>1 where the segment tells no other.</returns>
        public static int In(ReadOnlySpan<byte> segment)
        {
            if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < 16)
            {
                return 1;
            }
            var tiff = segment[6..];
            var isBig = tiff[0] == 'M';
            var directory = isBig
                ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..])
                : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
            if (directory > tiff.Length - 2)
            {
                return 1;
            }
            var entries = tiff[(int)directory..];
            var count = Number(entries, isBig);
            for (var entry = 0; entry < count && 2 + (entry + 1) * 12 <= entries.Length; entry++)
            {
                var at = entries.Slice(2 + entry * 12, 12);
                if (Number(at, isBig) == Tag && Number(at[8..], isBig) is >= 1 and <= 8 and var found)
                {
                    return found;
                }
            }
            return 1;
        }

        /// <summary>The shortest EXIF segment that tells it.</summary>
        public static byte[] Write(int orientation) =>
            [
                .. "Exif\0\0MM\0*"u8,
                .. (ReadOnlySpan<byte>)[0, 0, 0, 8, 0, 1, Tag >> 8, Tag & 0xFF, 0, 3, 0, 0, 0, 1],
                .. (ReadOnlySpan<byte>)[0, (byte)orientation, 0, 0, 0, 0, 0, 0],
            ];

        private static ushort Number(ReadOnlySpan<byte> bytes, bool isBig) =>
            isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }
}
