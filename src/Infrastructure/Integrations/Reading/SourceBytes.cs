using System.Buffers;
using System.Text;

namespace AiWebBuilder.Infrastructure.Integrations.Reading;

/// <summary>Makes text of a page's bytes, in the order of the HTML standard: byte order mark, header, meta element, and UTF-8 as long as the bytes are.</summary>
internal static class SourceBytes
{
    // Where the standard looks for a meta element.
    private const int Prescan = 1_024;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \"';,/>");

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    static SourceBytes() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static (string Text, string Charset) Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        if (Mark(bytes) is var (marked, length))
        {
            return (marked.GetString(bytes[length..]), marked.WebName);
        }
        var declared = Named(After(contentType ?? "", "charset=")) ?? Named(InMeta(bytes));
        if (declared is not null && declared.CodePage != Encoding.UTF8.CodePage)
        {
            return (declared.GetString(bytes), declared.WebName);
        }
        try
        {
            return (StrictUtf8.GetString(bytes), "utf-8");
        }
        catch (DecoderFallbackException)
        {
            // Who declares UTF-8 and breaks it once means UTF-8; who declares nothing is read as browsers read him.
            var fallback = declared ?? Encoding.GetEncoding(1252);
            return (fallback.GetString(bytes), fallback.WebName);
        }
    }

    private static (Encoding Encoding, int Length)? Mark(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            _ => null,
        };

    private static string? InMeta(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Prescan)]);
        for (var at = 0; (at = head.IndexOf("<meta", at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = head.IndexOf('>', at);
            if (After(head[at..(end < 0 ? head.Length : end)], "charset=") is { } name)
            {
                return name;
            }
        }
        return null;
    }

    private static string? After(string text, string words)
    {
        var at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }
        var rest = text.AsSpan(at + words.Length).TrimStart(" \"'");
        var length = rest.IndexOfAny(Ends);
        return (length < 0 ? rest : rest[..length]).ToString();
    }

    private static Encoding? Named(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }
        try
        {
            // What pages call Latin 1 is read as its superset, as the standard has it; a meta element cannot be read in UTF-16 and say so.
            return name.ToLowerInvariant() switch
            {
                "iso-8859-1" or "latin1" or "us-ascii" or "ascii" => Encoding.GetEncoding(1252),
                "utf-16" or "utf-16le" or "utf-16be" or "utf-7" => Encoding.UTF8,
                "x-sjis" or "windows-31j" or "shift-jis" => Encoding.GetEncoding(932),
                var known => Encoding.GetEncoding(known),
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
