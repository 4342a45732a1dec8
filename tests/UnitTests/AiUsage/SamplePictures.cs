using System.Buffers.Binary;
using System.Text;

namespace AiWebBuilder.UnitTests.AiUsage;

/// <summary>Small pictures as browsers and cameras write them.</summary>
internal static class SamplePictures
{
    public static byte[] Png { get; } =
        Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAYAAAC09K7GAAAAKUlEQVR4AVzIMQ0AAAgDQVJLFYUm0ISnkg4sfHLLgzWyIWWIF6oz7P4CAAD///+7yv0AAAAGSURBVAMA"
                + "wX4My4b/82MAAAAASUVORK5CYII="
        );

    public static byte[] Jpeg { get; } =
        Convert.FromBase64String(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigj"
                + "KE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAADAAQDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAA"
                + "AAT/xAAWEAEBAQAAAAAAAAAAAAAAAAABABH/xAAVAQEBAAAAAAAAAAAAAAAAAAADBf/EABYRAQEBAAAAAAAAAAAAAAAAAAEAEf/aAAwDAQACEQMRAD8AmVXWSQVUAML/2Q=="
        );

    public static byte[] Webp { get; } =
        Convert.FromBase64String(
            "UklGRkYAAABXRUJQVlA4IDoAAADwAQCdASoEAAMAAsBMJbACdLoAfgwETAAA/ujb51JvJdp7aUuH1bg/+XH3S+399z+yH75PfJ3UAAAA"
        );

    /// <summary>One pixel.</summary>
    public static byte[] LosslessWebp { get; } =
        Convert.FromBase64String("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    /// <summary>One pixel.</summary>
    public static byte[] Gif { get; } =
        Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private static byte[] Profile => [.. "ICC_PROFILE\0\u0001\u0001"u8, .. "a profile of colours"u8];

    /// <summary>A photograph with all that a phone writes beside it: EXIF with the place, XMP, IPTC, a comment, a small copy behind.</summary>
    /// <param name="orientation">1–8; from 5 on it stands on its side.</param>
    public static byte[] Photograph(string place, int orientation) =>
        [
            .. Jpeg[..2],
            .. Segment(0xE1, Exif(place, orientation)),
            .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.ASCII.GetBytes(place)]),
            .. Segment(0xE2, Profile),
            .. Segment(0xE2, [.. "MPF\0"u8, .. Encoding.ASCII.GetBytes(place)]),
            .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. Encoding.ASCII.GetBytes(place)]),
            .. Segment(0xFE, Encoding.ASCII.GetBytes(place)),
            .. Jpeg[2..],
            .. Jpeg,
        ];

    /// <summary>A picture with texts, EXIF, a time, and the frames of an animation.</summary>
    public static byte[] DescribedPng(string place) =>
        [
            .. Png[..33],
            .. Chunk("tEXt", [.. "Comment\0"u8, .. Encoding.ASCII.GetBytes(place)]),
            .. Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Encoding.ASCII.GetBytes(place)]),
            .. Chunk("eXIf", Exif(place, 1)[6..]),
            .. Chunk("acTL", [0, 0, 0, 1, 0, 0, 0, 0]),
            .. Chunk("prVt", Encoding.ASCII.GetBytes(place)),
            .. Png[33..],
        ];

    public static byte[] DescribedWebp(string place)
    {
        byte[] chunks =
        [
            .. Part("VP8X", [0x20 | 0x08 | 0x04, 0, 0, 0, 3, 0, 0, 2, 0, 0]),
            .. Part("ICCP", Profile),
            .. Webp[12..],
            .. Part("EXIF", Exif(place, 1)[6..]),
            .. Part("XMP ", Encoding.ASCII.GetBytes(place)),
        ];
        return [.. "RIFF"u8, .. LittleEndian(4 + chunks.Length), .. "WEBP"u8, .. chunks];
    }

    /// <summary>Two pictures, a comment between them, and XMP.</summary>
    public static byte[] MovingGif(string place) =>
        [
            .. Gif[..19],
            .. Extension(0xFF, [.. "NETSCAPE2.0"u8], [1, 0, 0]),
            .. Extension(0xFF, [.. "XMP DataXMP"u8], Encoding.ASCII.GetBytes(place)),
            .. Gif[19..^1],
            .. Extension(0xFE, Encoding.ASCII.GetBytes(place)),
            .. Gif[19..^1],
            0x3B,
        ];

    /// <summary>A header of these sides, and so many bytes of data: the whole file is 57 bytes longer.</summary>
    public static byte[] PngOf(int width, int height, byte[] data) =>
        [
            .. Png[..8],
            .. Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0]),
            .. Chunk("IDAT", data),
            .. Chunk("IEND", []),
        ];

    /// <summary>EXIF with an orientation, and the place where it cannot be missed.</summary>
    private static byte[] Exif(string place, int orientation) =>
        [
            .. "Exif\0\0"u8,
            .. "II*\0"u8,
            .. LittleEndian(8),
            .. (byte[])[2, 0],
            .. (byte[])[0x0E, 0x01, 2, 0, .. LittleEndian(place.Length), .. LittleEndian(38)],
            .. (byte[])[0x12, 0x01, 3, 0, .. LittleEndian(1), (byte)orientation, 0, 0, 0],
            .. LittleEndian(0),
            .. Encoding.ASCII.GetBytes(place),
        ];

    private static byte[] Segment(byte marker, byte[] data) =>
        [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. BigEndian(data.Length), .. body, .. BigEndian((int)Checksum(body))];
    }

    private static byte[] Part(string type, byte[] data) =>
        [.. Encoding.ASCII.GetBytes(type), .. LittleEndian(data.Length), .. data, .. new byte[data.Length % 2]];

    private static byte[] Extension(byte label, params byte[][] blocks) =>
        [0x21, label, .. blocks.SelectMany(block => (byte[])[(byte)block.Length, .. block]), 0];

    private static byte[] BigEndian(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] LittleEndian(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    /// <summary>CRC-32 as PNG has it.</summary>
    private static uint Checksum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }
        }
        return ~sum;
    }
}
