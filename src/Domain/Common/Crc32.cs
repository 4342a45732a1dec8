namespace AiWebBuilder.Domain.Common;

/// <summary>
/// CRC-32 of IEEE 802.3, as PNG and ZIP have it: it finds what was mistyped or damaged, and proves nothing. .NET's own stands in a
/// package, and Domain has none.
/// </summary>
public static class Crc32
{
    private static readonly uint[] Table =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(value =>
                Enumerable
                    .Range(0, 8)
                    .Aggregate((uint)value, (sum, _) => (sum & 1) == 0 ? sum >> 1 : 0xEDB88320 ^ (sum >> 1))
            ),
    ];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum = Table[(byte)(sum ^ one)] ^ (sum >> 8);
        }
        return ~sum;
    }
}
