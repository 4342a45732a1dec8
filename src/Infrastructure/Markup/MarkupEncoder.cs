using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace AiWebBuilder.Infrastructure.Markup;

/// <summary>
/// Escapes for HTML text and quoted attributes. Letters of all scripts stay as they are (<see cref="HtmlEncoder"/> writes emoji
/// and the narrow spaces of French as numbers); braces become numbers, so that nothing a person wrote reads as a template later on.
/// </summary>
internal sealed unsafe class MarkupEncoder : TextEncoder
{
    public static readonly MarkupEncoder Instance = new();

    private static readonly SearchValues<char> Escaped = SearchValues.Create("&<>\"'{}");

    private MarkupEncoder() { }

    /// <inheritdoc />
    public override int MaxOutputCharactersPerInputCharacter => "&quot;".Length;

    /// <inheritdoc />
    public override int FindFirstCharacterToEncode(char* text, int textLength) =>
        new ReadOnlySpan<char>(text, textLength).IndexOfAny(Escaped);

    /// <inheritdoc />
    public override bool WillEncode(int unicodeScalar) => Entity(unicodeScalar) is not null;

    /// <inheritdoc />
    public override bool TryEncodeUnicodeScalar(
        int unicodeScalar,
        char* buffer,
        int bufferLength,
        out int numberOfCharactersWritten
    )
    {
        var output = new Span<char>(buffer, bufferLength);
        if (Entity(unicodeScalar) is not { } entity)
        {
            return new Rune(unicodeScalar).TryEncodeToUtf16(output, out numberOfCharactersWritten);
        }

        var fits = entity.TryCopyTo(output);
        numberOfCharactersWritten = fits ? entity.Length : 0;
        return fits;
    }

    private static string? Entity(int unicodeScalar) =>
        unicodeScalar switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '{' => "&#123;",
            '}' => "&#125;",
            _ => null,
        };
}
