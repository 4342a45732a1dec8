using System.Globalization;
using System.Text;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing.Pictures;

/// <summary>
/// Words on a picture: shaped, in lines, in the direction in which they are read. A word keeps to one font, so that its letters join.
/// </summary>
internal sealed class PictureText
{
    private readonly IReadOnlyList<(string Text, SKTypeface Face, bool SpaceBefore)> words;
    private readonly bool isRightToLeft;

    private PictureText(IReadOnlyList<(string, SKTypeface, bool)> words, bool isRightToLeft) =>
        (this.words, this.isRightToLeft) = (words, isRightToLeft);

    /// <returns>Null: there is a letter that no font has.</returns>
    public static PictureText? Of(string text, Typefaces faces, bool isSerif, bool isRightToLeft)
    {
        List<(string, SKTypeface, bool)> written = [];
        var parts = WordsOf(text).ToArray();
        // One font for all of them looks better than the best one for each.
        var common = faces.For(string.Concat(parts.Select(part => part.Word)), isSerif);
        foreach (var (word, spaceBefore) in parts)
        {
            if ((common ?? faces.For(word, isSerif)) is not { } face)
            {
                return null;
            }
            written.Add((word, face, spaceBefore));
        }
        return written.Count == 0 ? null : new(written, isRightToLeft);
    }

    /// <summary>Writes it as large as it goes into the field, from its top on.</summary>
    /// <param name="sizes">The largest first; with the last one, what does not fit is left out.</param>
    /// <returns>The lower edge of what was written.</returns>
    public float Draw(SKCanvas canvas, SKRect field, SKColor colour, params ReadOnlySpan<float> sizes)
    {
        foreach (var size in sizes)
        {
            var lines = Lines(size, field.Width, canBreak: size == sizes[^1]);
            var most = (int)(field.Height / Leading(size));
            if (lines is null || (lines.Count > most && size != sizes[^1]))
            {
                continue;
            }
            var written = lines.Take(most).ToArray();
            for (var i = 0; i < written.Length; i++)
            {
                DrawLine(canvas, written[i], field, field.Top + (i * Leading(size)) + size, size, colour);
            }
            return field.Top + (written.Length * Leading(size));
        }
        return field.Top;
    }

    private static float Leading(float size) => size * 1.22f;

    /// <param name="canBreak">Whether a word that is wider than the field goes on in the next line, as those of scripts without spaces do.</param>
    /// <returns>Null: a word is wider than the field.</returns>
    private List<List<Word>>? Lines(float size, float width, bool canBreak)
    {
        List<List<Word>> lines = [];
        var used = 0f;
        foreach (
            var (text, face, spaceBefore) in canBreak ? words.SelectMany(word => Broken(word, size, width)) : words
        )
        {
            var advance = Advance(text, face, size);
            if (advance > width && !canBreak)
            {
                return null;
            }
            var space = spaceBefore && used > 0 ? size * 0.28f : 0;
            if (lines.Count == 0 || used + space + advance > width)
            {
                lines.Add([]);
                (used, space) = (0, 0);
            }
            lines[^1].Add(new Word(text, face, advance, space));
            used += space + advance;
        }
        return lines;
    }

    private static float Advance(string text, SKTypeface face, float size)
    {
        using var font = new SKFont(face, size);
        using var shaper = new SKShaper(face);
        return shaper.Shape(text, font).Width;
    }

    /// <summary>The pieces of a word that go into a line, each of whole letters with their marks.</summary>
    private static IEnumerable<(string Text, SKTypeface Face, bool SpaceBefore)> Broken(
        (string Text, SKTypeface Face, bool SpaceBefore) word,
        float size,
        float width
    )
    {
        var piece = "";
        var spaceBefore = word.SpaceBefore;
        var clusters = StringInfo.GetTextElementEnumerator(word.Text);
        while (clusters.MoveNext())
        {
            var cluster = clusters.GetTextElement();
            if (piece.Length > 0 && Advance(piece + cluster, word.Face, size) > width)
            {
                yield return (piece, word.Face, spaceBefore);
                (piece, spaceBefore) = ("", false);
            }
            piece += cluster;
        }
        yield return (piece, word.Face, spaceBefore);
    }

    private void DrawLine(SKCanvas canvas, List<Word> line, SKRect field, float baseline, float size, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        var x = isRightToLeft ? field.Right : field.Left;
        foreach (var word in isRightToLeft ? InReadingOrder(line) : line)
        {
            x += isRightToLeft ? -word.Space - word.Advance : word.Space;
            using var font = new SKFont(word.Face, size) { Subpixel = true };
            using var shaper = new SKShaper(word.Face);
            canvas.DrawShapedText(shaper, word.Text, x, baseline, SKTextAlign.Left, font, paint);
            x += isRightToLeft ? 0 : word.Advance;
        }
    }

    /// <summary>From the right: what stands side by side of Latin letters and digits is read from the left among itself.</summary>
    private static List<Word> InReadingOrder(List<Word> line)
    {
        List<Word> ordered = [];
        for (var i = 0; i < line.Count; )
        {
            var end = i + 1;
            if (DirectionOf(line[i].Text) > 0)
            {
                var last = line.FindIndex(i, word => DirectionOf(word.Text) < 0);
                last = last < 0 ? line.Count : last;
                // Marks between two of them are theirs, and those behind the last one are not.
                end = line.FindLastIndex(last - 1, last - i, word => DirectionOf(word.Text) > 0) + 1;
            }
            ordered.AddRange(line[i..end].AsEnumerable().Reverse());
            i = end;
        }
        return ordered;
    }

    /// <summary>−1: from the right; 1: from the left; 0: marks alone, which go with what is around them.</summary>
    private static int DirectionOf(string text) =>
        text.EnumerateRunes().Select(DirectionOf).FirstOrDefault(direction => direction != 0);

    private static int DirectionOf(Rune rune) =>
        rune.Value
            is (>= 0x0590 and <= 0x065F)
                or (>= 0x066E and <= 0x06EF)
                or (>= 0x06FA and <= 0x08FF)
                or (>= 0xFB1D and <= 0xFDFF)
                or (>= 0xFE70 and <= 0xFEFF)
            ? -1
        : Rune.IsLetterOrDigit(rune) ? 1
        : 0;

    /// <summary>
    /// What a line may end behind: a space, in scripts without spaces any letter that no mark follows, and where the direction changes, as
    /// in a Hebrew word with a time behind it.
    /// </summary>
    private static IEnumerable<(string Word, bool SpaceBefore)> WordsOf(string text)
    {
        var word = new StringBuilder();
        var (spaceBefore, direction) = (false, 0);
        var clusters = StringInfo.GetTextElementEnumerator(text);
        while (clusters.MoveNext())
        {
            var cluster = clusters.GetTextElement();
            var first = Rune.GetRuneAt(cluster, 0);
            var isSpace = string.IsNullOrWhiteSpace(cluster);
            var turns = DirectionOf(first) is var next && next != 0 && direction == -next;
            var breaks = turns || first.Value is (>= 0x3041 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF);
            if ((isSpace || breaks) && word.Length > 0)
            {
                yield return (word.ToString(), spaceBefore);
                word.Clear();
                spaceBefore = false;
            }
            if (isSpace)
            {
                (spaceBefore, direction) = (true, 0);
                continue;
            }
            direction = next == 0 ? direction : next;
            word.Append(cluster);
        }
        if (word.Length > 0)
        {
            yield return (word.ToString(), spaceBefore);
        }
    }

    private sealed record Word(string Text, SKTypeface Face, float Advance, float Space);
}
