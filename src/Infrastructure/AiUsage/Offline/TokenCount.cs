using Microsoft.ML.Tokenizers;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// Counts tokens with the o200k_base vocabulary, in time that grows with the text's length. The tokenizer's own time grows with the
/// square of the longest run that it cannot split ("aaaa…", "!!!!…", blanks): it is given pieces, cut where it would cut itself, so
/// that ordinary texts have the same count, and in the middle of a run only where that is longer than any word.
/// </summary>
internal static class TokenCount
{
    /// <summary>Longest text that the tokenizer gets at once.</summary>
    public const int MaxPiece = 500;

    private static readonly Tokenizer Vocabulary = TiktokenTokenizer.CreateForEncoding("o200k_base");

    public static int Of(string text)
    {
        var count = 0;
        foreach (var piece in Pieces(text))
        {
            count += Vocabulary.CountTokens(text.AsSpan(piece));
        }

        return count;
    }

    /// <summary>The longest beginning of the text that has at most <paramref name="limit"/> tokens, and its count.</summary>
    public static (string Text, int Count) Cut(string text, int limit)
    {
        var count = 0;
        foreach (var piece in Pieces(text))
        {
            var own = Vocabulary.CountTokens(text.AsSpan(piece));
            if (count + own > limit)
            {
                var end = Vocabulary.GetIndexByTokenCount(text.AsSpan(piece), limit - count, out _, out own);
                return (text[..(piece.Start.Value + end)], count + own);
            }

            count += own;
        }

        return (text, count);
    }

    /// <summary>The pieces of the text in their order, without a gap.</summary>
    public static IEnumerable<Range> Pieces(string text)
    {
        for (var start = 0; start < text.Length; )
        {
            var end = Math.Min(start + MaxPiece, text.Length);
            if (end < text.Length)
            {
                end = Boundary(text, start, end) ?? (char.IsLowSurrogate(text[end]) ? end - 1 : end);
            }

            yield return start..end;
            start = end;
        }
    }

    // A blank after something else begins a token of this vocabulary, whatever stands around them.
    private static int? Boundary(string text, int start, int end)
    {
        for (var at = end; at > start + 1; at--)
        {
            if (text[at] == ' ' && !char.IsWhiteSpace(text[at - 1]))
            {
                return at;
            }
        }

        return null;
    }
}
