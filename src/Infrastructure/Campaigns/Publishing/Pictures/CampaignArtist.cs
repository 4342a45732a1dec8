using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using AiWebBuilder.Application.Campaigns.Publishing.Sites;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Campaigns.Drawing;
using SkiaSharp;
using Svg.Skia;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing.Pictures;

/// <summary>Draws with Skia: the card in the theme's colours with its drawing, the icon a letter on the theme's own ground.</summary>
internal sealed class CampaignArtist : ICampaignPictures, IDisposable
{
    private const int CardWidth = 1200;
    private const int CardHeight = 630;
    private const int Margin = 64;

    private readonly Artwork artwork = new();
    private readonly Typefaces faces = new();

    /// <inheritdoc />
    public CampaignPictures Draw(Theme theme, string name, string headline)
    {
        using var letter = LetterOf(theme, name);
        var squares = new[] { 32, 96, 180, 192, 512 }.ToDictionary(
            width => width,
            width => Square(theme, letter, width)
        );
        return new(
            new("image/png", Card(theme, name, headline)),
            new("image/x-icon", Ico(squares[32])),
            new("image/svg+xml", Vector(theme, letter)),
            squares
                .Where(one => one.Key > 32)
                .ToDictionary(one => one.Key, one => new DrawnPicture("image/png", one.Value))
        );
    }

    public void Dispose() => faces.Dispose();

    private byte[] Card(Theme theme, string name, string headline)
    {
        var isRightToLeft = theme.Direction == "rtl";
        var isSerif = theme.Style == "editorial";
        using var surface = SKSurface.Create(new SKImageInfo(CardWidth, CardHeight));
        var canvas = surface.Canvas;
        canvas.Clear(Colour(theme.Background));
        var title = PictureText.Of(headline, faces, isSerif, isRightToLeft);
        var sender = headline == name ? null : PictureText.Of(name, faces, isSerif, isRightToLeft);
        // Without a word to say the drawing has the whole card.
        var isPlain = title is null && sender is null;
        var artWidth = isPlain ? CardWidth : 480;
        var artLeft = isRightToLeft ? 0 : CardWidth - artWidth;
        DrawArt(canvas, theme, SKRect.Create(artLeft, 0, artWidth, CardHeight));
        var left = isRightToLeft ? artWidth + Margin : Margin;
        var field = SKRect.Create(left, Margin, CardWidth - artWidth - (2 * Margin), CardHeight - (2 * Margin) - 90);
        title?.Draw(canvas, field, Colour(theme.Text), 84, 72, 60, 50, 42, 34, 28);
        if (!isPlain)
        {
            using var paint = new SKPaint { Color = Colour(theme.Highlight) };
            canvas.DrawRect(isRightToLeft ? field.Right - 120 : field.Left, CardHeight - Margin - 74, 120, 8, paint);
        }
        sender?.Draw(
            canvas,
            SKRect.Create(field.Left, CardHeight - Margin - 52, field.Width, 56),
            Colour(theme.MutedText),
            40,
            32,
            26,
            20
        );
        return Png(surface);
    }

    /// <summary>The theme's drawing, cut to fill the field.</summary>
    private void DrawArt(SKCanvas canvas, Theme theme, SKRect field)
    {
        using var svg = new SKSvg();
        var drawing = artwork
            .Scene(theme, 0, isWide: false)
            .Replace(
                "<svg ",
                """<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800" """,
                StringComparison.Ordinal
            );
        var start = drawing.IndexOf('>', StringComparison.Ordinal) + 1;
        if (svg.FromSvg(drawing.Insert(start, $"<style>{Styles(theme)}</style>")) is not { } picture)
        {
            return;
        }
        canvas.Save();
        canvas.ClipRect(field);
        var scale = Math.Max(field.Width, field.Height) / 800;
        canvas.Translate(field.MidX - (400 * scale), field.MidY - (400 * scale));
        canvas.Scale(scale);
        canvas.DrawPicture(picture);
        canvas.Restore();
    }

    /// <summary>As <c>page.css</c> colours drawings; Skia knows no custom properties.</summary>
    private static string Styles(Theme theme)
    {
        var art = theme.Art;
        return $$"""
            .g{fill:{{art.Ground}}} .t{fill:{{art.Tint}}} .c{fill:{{art.Paper}}} .d{fill:{{theme.Text}}} .a{fill:{{art.Main}}} .b{fill:{{art.Second}}}
            .on .a{fill:{{art.Paper}}} .on .b{fill:{{art.SecondOnMain}}} .on .c{fill:{{art.Main}}}
            .l,.m,.n{fill:none;stroke-width:8;stroke-linecap:round;stroke-linejoin:round}
            .l{stroke:{{art.Main}}} .m{stroke:{{art.Paper}};stroke-width:6} .n{stroke:{{art.Second}}}
            .on .l{stroke:{{art.Paper}}} .on .m{stroke:{{art.Main}}} .on .n{stroke:{{art.SecondOnMain}}}
            """;
    }

    /// <summary>The first letter of the name in a square of 100 units, in its middle; null: no font has it.</summary>
    private SKPath? LetterOf(Theme theme, string name)
    {
        var letter = StringInfo.GetNextTextElement(name).ToUpperInvariant();
        if (
            letter.Length == 0
            || !Rune.IsLetterOrDigit(Rune.GetRuneAt(letter, 0))
            || faces.For(letter, theme.Style == "editorial") is not { } face
        )
        {
            return null;
        }
        using var font = new SKFont(face, 64);
        var path = font.GetTextPath(letter, SKPoint.Empty);
        var bounds = path.TightBounds;
        path.Transform(SKMatrix.CreateTranslation(50 - bounds.MidX, 50 - bounds.MidY));
        return path;
    }

    private static byte[] Square(Theme theme, SKPath? letter, int width)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, width));
        var canvas = surface.Canvas;
        canvas.Clear(Colour(theme.Primary));
        canvas.Scale(width / 100f);
        using var paint = new SKPaint
        {
            Color = Colour(letter is null ? theme.Highlight : theme.OnPrimary),
            IsAntialias = true,
        };
        if (letter is null)
        {
            paint.Color = Colour(theme.OnPrimary);
            canvas.DrawCircle(50, 50, 26, paint);
        }
        else
        {
            canvas.DrawPath(letter, paint);
        }
        return Png(surface);
    }

    private static byte[] Vector(Theme theme, SKPath? letter)
    {
        var drawn = letter is null
            ? $"""<circle cx="50" cy="50" r="26" fill="{theme.OnPrimary}"/>"""
            : $"""<path fill="{theme.OnPrimary}" d="{letter.ToSvgPathData()}"/>""";
        return Encoding.UTF8.GetBytes(
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path fill="{theme.Primary}" d="M0 0h100v100H0z"/>{drawn}</svg>"""
        );
    }

    /// <summary>One picture of 32 pixels, which may be a PNG since Windows Vista.</summary>
    private static byte[] Ico(byte[] png)
    {
        var file = new byte[22 + png.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(2), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(4), 1);
        (file[6], file[7]) = (32, 32);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(10), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(12), 32);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), png.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), 22);
        png.CopyTo(file, 22);
        return file;
    }

    private static byte[] Png(SKSurface surface)
    {
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static SKColor Colour(string hex) => SKColor.Parse(hex);
}
