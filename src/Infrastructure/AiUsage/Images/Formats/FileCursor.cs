using System.Buffers.Binary;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.AiUsage.Images.Formats;

/// <summary>Goes through a file from its beginning, and never past its end.</summary>
internal ref struct FileCursor(ReadOnlySpan<byte> file)
{
    private readonly ReadOnlySpan<byte> file = file;

    public int Position { get; private set; }

    public readonly ReadOnlySpan<byte> Rest => file[Position..];

    public ReadOnlySpan<byte> Take(uint count)
    {
        if (count > file.Length - Position)
        {
            throw Damaged("it ends in the middle.");
        }
        var part = file.Slice(Position, (int)count);
        Position += (int)count;
        return part;
    }

    public byte TakeByte() => Take(1)[0];

    public readonly ReadOnlySpan<byte> Since(int start) => file[start..Position];

    public static DomainException Damaged(string problem) => new(ImageErrors.Damaged(problem));

    public static int UInt24(ReadOnlySpan<byte> littleEndian) =>
        littleEndian[0] | (littleEndian[1] << 8) | (littleEndian[2] << 16);

    public static int UInt16(ReadOnlySpan<byte> bigEndian) => BinaryPrimitives.ReadUInt16BigEndian(bigEndian);
}
