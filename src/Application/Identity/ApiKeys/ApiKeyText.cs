using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity.ApiKeys;

/// <summary>
/// How a key is written: <c>aiwb_live_</c>, its id, <c>_</c>, 160 random bits and a CRC-32 of all that, in base 62. The prefix lets
/// scanners find keys that got out; the sum lets the server refuse what was mistyped or made up without asking the database.
/// </summary>
public static class ApiKeyText
{
    public const string Prefix = "aiwb_live_";

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 22;
    private const int SecretBytes = 20;
    private const int SecretLength = 27;
    private const int SumLength = 6;
    private const int Length = 10 + IdLength + 1 + SecretLength + SumLength;

    /// <summary>By which people tell their keys apart: long enough to hold bits of the id that are random.</summary>
    private const int HintLength = 24;

    /// <summary>A new key: what its holder keeps, what is shown of it, what is stored.</summary>
    internal static (string Text, string Hint, byte[] Hash) Make(Guid id)
    {
        var body =
            $"{Prefix}{Encode(id.ToByteArray(bigEndian: true), IdLength)}_"
            + Encode(RandomNumberGenerator.GetBytes(SecretBytes), SecretLength);
        var text = body + SumOf(body);
        return (text, text[..HintLength], Hash(text));
    }

    /// <summary>Whether the text is a key as this product writes them, and which one it says it is.</summary>
    public static bool TryRead(string text, out Guid id)
    {
        id = default;
        if (
            text.Length != Length
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text[Prefix.Length + IdLength] != '_'
            || !text.AsSpan(^SumLength..).SequenceEqual(SumOf(text[..^SumLength]))
        )
        {
            return false;
        }
        var number = BigInteger.Zero;
        foreach (var letter in text.AsSpan(Prefix.Length, IdLength))
        {
            var digit = Digits.IndexOf(letter, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }
            number = (number * 62) + digit;
        }
        if (number.GetByteCount(isUnsigned: true) > 16)
        {
            return false;
        }
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var minimal = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        minimal.CopyTo(bytes[(16 - minimal.Length)..]);
        id = new Guid(bytes, bigEndian: true);
        return true;
    }

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Encode(ReadOnlySpan<byte> bytes, int length) =>
        Encode(new BigInteger(bytes, isUnsigned: true, isBigEndian: true), length);

    private static string Encode(BigInteger number, int length)
    {
        var letters = new char[length];
        for (var place = length - 1; place >= 0; place--)
        {
            (number, var digit) = BigInteger.DivRem(number, 62);
            letters[place] = Digits[(int)digit];
        }
        return new string(letters);
    }

    private static string SumOf(string body) => Encode(Crc32.Of(Encoding.UTF8.GetBytes(body)), SumLength);
}
