using System.Globalization;
using System.Text;

namespace AiWebBuilder.Infrastructure.Campaigns.Drawing;

/// <summary>Lays one emblem out as a picture. What stands in the middle 40 % of the height survives any cut.</summary>
internal sealed class ArtScenes
{
    /// <summary>Height of every picture, and width of those that are not wide, in the picture's own units.</summary>
    public const int Side = 800;

    private const int EmblemSide = 200;

    private readonly string emblem;
    private readonly string style;
    private readonly int view;
    private readonly int width;
    private readonly Random random;
    private readonly int first;
    private readonly StringBuilder drawn = new();

    public ArtScenes(string emblem, string style, int seed, int view, int width)
    {
        this.emblem = emblem;
        this.style = style;
        this.view = view;
        this.width = width;
        first = seed;
        // Not for secrets: the same seed has to give the same picture.
#pragma warning disable CA5394
        random = new Random(unchecked((seed * 31) + view));
#pragma warning restore CA5394
    }

    private int Middle => width / 2;

    /// <summary>The inside of the SVG element.</summary>
    public string Draw()
    {
        Action[] scenes = style switch
        {
            "bold" => [Tiles, Crop, Bands, Rings],
            "soft" => [Disc, Waves, Scatter, Arch],
            "minimal" => [Alone, Line, Arch],
            "playful" => [Scatter, Tiles, Petals, Disc],
            "technical" => [Plan, Rings, Tiles],
            _ => [Arch, Disc, Waves, Crop],
        };
        scenes[(first + view) % scenes.Length]();
        return drawn.ToString();
    }

    private void Disc()
    {
        Ground("g");
        var turned = Chance();
        Rectangle(turned ? "t" : "b", 0, Side - Between(110, 190), width, 200);
        var radius = Between(265, 310);
        Circle(turned ? "a" : "t", Middle, 390, radius);
        for (var angle = Between(0, 60); angle < 420; angle += Between(38, 70))
        {
            var (x, y) = Around(Middle, 390, radius + Between(50, 90), angle);
            Circle(Chance() ? "a" : "b", x, y, Between(8, 22));
        }
        Emblem(Middle, 390, Between(320, 370), on: turned);
    }

    private void Arch()
    {
        Ground("t");
        var half = Between(210, 260);
        var side = half + Between(100, 150);
        for (var x = Middle - side; x > -half; x -= side)
        {
            ArchAt("g", x, Between(330, 430), half - 90);
            ArchAt("g", width - x, Between(330, 430), half - 90);
        }
        ArchAt("g", Middle, 130, half);
        ArchAt("c", Middle, 175, half - 40);
        Rectangle("a", 0, 640, width, 160);
        Rectangle("b", 0, 640, width, Between(10, 22));
        Circle("b", Middle + (Chance() ? -1 : 1) * Between(90, 130), 250, Between(26, 44));
        Emblem(Middle, 470, Between(300, 340));
    }

    private void Tiles()
    {
        Ground("g");
        const int tile = 200;
        for (var x = 0; x < width; x += tile)
        {
            for (var y = 0; y < Side; y += tile)
            {
                if (Math.Abs(x + 100 - Middle) > tile || y is 0 or 600)
                {
                    Tile(x, y, tile);
                }
            }
        }
        var on = Chance();
        Rectangle(on ? "a" : "t", Middle - tile, tile, 2 * tile, 2 * tile);
        Emblem(Middle, 400, 320, on: on);
    }

    private void Tile(int x, int y, int side)
    {
        var (back, front) = Between(0, 6) switch
        {
            0 => ("a", "b"),
            1 => ("b", "a"),
            2 => ("t", "a"),
            3 => ("g", "b"),
            4 => ("a", "c"),
            _ => ("t", "b"),
        };
        Rectangle(back, x, y, side, side);
        var middle = (X: x + (side / 2), Y: y + (side / 2));
        switch (Between(0, 6))
        {
            case 0:
                Circle(front, middle.X, middle.Y, side * 3 / 10);
                break;
            case 1:
                Path(front, $"M{x} {y}h{side}a{side} {side} 0 0 1-{side} {side}z");
                break;
            case 2:
                Path(front, $"M{x} {y + side}v-{side}a{side} {side} 0 0 1 {side} {side}z");
                break;
            case 3:
                Path(front, $"M{x} {y}h{side}a{side / 2} {side / 2} 0 0 1-{side} 0z");
                break;
            case 4:
                Path(front, $"M{x} {y + side}l{side}-{side}v{side}z");
                break;
            default:
                for (var dot = 0; dot < 9; dot++)
                {
                    Circle(front, x + 40 + (dot % 3 * 60), y + 40 + (dot / 3 * 60), 14);
                }
                break;
        }
    }

    private void Crop()
    {
        Ground("g");
        var lean = Between(140, 320);
        var left = Chance();
        Path(
            left ? "a" : "t",
            left
                ? $"M0 0H{Middle + lean}L{Middle - lean} {Side}H0z"
                : $"M{width} 0H{Middle - lean}L{Middle + lean} {Side}H{width}z"
        );
        Dots("b", left ? width - 260 : 60, Between(60, 420), 5);
        Circle("t", Middle, 400, 330);
        Emblem(Middle, 400, Between(440, 520), Between(-14, 15));
    }

    private void Bands()
    {
        Ground("t");
        string[] colours = ["a", "g", "b", "t"];
        var at = Between(0, 4);
        for (var x = 0; x < width; at++)
        {
            var wide = Between(50, 170);
            Rectangle(colours[at % 4], x, 0, wide, Side);
            x += wide;
        }
        var lean = Between(-6, 7);
        Turned(lean, Middle, 400, () => Rectangle("c", Middle - 230, 170, 460, 460));
        Emblem(Middle, 400, 330, lean);
    }

    private void Rings()
    {
        Ground(Chance() ? "g" : "t");
        var (x, y) = (Middle + Between(-120, 121), 400 + Between(-60, 61));
        for (var radius = 900; radius > 250; radius -= Between(70, 110))
        {
            Circle(Chance() ? "l" : "n", x, y, radius);
        }
        Circle("a", Middle, 400, 245);
        Emblem(Middle, 400, 300, on: true);
    }

    private void Waves()
    {
        Ground("g");
        Circle("b", Middle + (Chance() ? -1 : 1) * Between(150, 240), Between(190, 260), Between(60, 100));
        Wave("t", Between(330, 420));
        Emblem(Middle, 420, Between(320, 360));
        Wave("a", Between(590, 640));
        Wave("b", Between(690, 730));
    }

    private void Wave(string colour, int y)
    {
        var high = Between(40, 90);
        var path = new StringBuilder($"M0 {y}");
        for (var x = 0; x < width; x += 400)
        {
            path.Append(CultureInfo.InvariantCulture, $"c130-{high} 270 {high} 400 0");
        }
        Path(colour, $"{path}V{Side}H0z");
    }

    private void Scatter()
    {
        Ground("t");
        var turn = style == "playful" ? 24 : 6;
        const int step = 270;
        var row = 0;
        for (var y = 5; y < Side + 100; y += step - 75, row++)
        {
            for (var x = Middle - (width / step * step) + (row % 2 * step / 2); x < width + 100; x += step)
            {
                // One stands out, in the middle of the picture.
                if (Math.Abs(x - Middle) > 190 || Math.Abs(y - 400) > 190)
                {
                    Circle(Between(0, 3) == 0 ? "b" : "g", x, y, Between(44, 70));
                }
            }
        }
        Circle("c", Middle, 400, 265);
        Emblem(Middle, 400, 350, Between(-turn, turn + 1));
    }

    private void Petals()
    {
        Ground("g");
        var count = Between(6, 11);
        var (turn, far) = (Between(0, 360), Between(90, 150));
        for (var petal = 0; petal < count; petal++)
        {
            Turned(
                turn + (petal * 360 / count),
                Middle,
                400,
                () =>
                    drawn.Append(
                        CultureInfo.InvariantCulture,
                        $"""<ellipse class="{(petal % 2 == 0 ? "b" : "t")}" cx="{Middle}" cy="{far}" rx="{1500 / count}" ry="240"/>"""
                    )
            );
        }
        Circle("c", Middle, 400, 240);
        Emblem(Middle, 400, 310);
    }

    private void Alone()
    {
        Ground("g");
        Circle("t", Middle + Between(-160, 161), 400 + Between(-120, 121), Between(150, 260));
        Emblem(Middle, 400, Between(300, 380));
    }

    private void Line()
    {
        Ground("g");
        Circle("l", Middle, 400, Between(240, 280));
        Rectangle("a", 0, 396, Middle - 300, 8);
        Rectangle("a", Middle + 300, 396, Middle - 300, 8);
        Emblem(Middle, 400, Between(260, 300));
    }

    private void Plan()
    {
        Ground("g");
        var step = Between(60, 101);
        for (var x = Middle % step; x < width; x += step)
        {
            Rectangle("t", x, 0, 3, Side);
        }
        for (var y = 400 % step; y < Side; y += step)
        {
            Rectangle("t", 0, y, width, 3);
        }
        Rectangle("l", Middle - 240, 160, 480, 480);
        foreach (var (x, y) in new[] { (-240, -240), (240, -240), (-240, 240), (240, 240) })
        {
            Rectangle("b", Middle + x - 14, 400 + y - 14, 28, 28);
        }
        Dots("b", Chance() ? Middle - 380 : Middle + 270, Between(60, 540), 3);
        Emblem(Middle, 400, Between(320, 380));
    }

    private void Ground(string colour) => Rectangle(colour, 0, 0, width, Side);

    private void Rectangle(string colour, int x, int y, int wide, int high) =>
        drawn.Append(
            CultureInfo.InvariantCulture,
            $"""<rect class="{colour}" x="{x}" y="{y}" width="{wide}" height="{high}"/>"""
        );

    private void Circle(string colour, int x, int y, int radius) =>
        drawn.Append(CultureInfo.InvariantCulture, $"""<circle class="{colour}" cx="{x}" cy="{y}" r="{radius}"/>""");

    private void Path(string colour, FormattableString path) => Path(colour, FormattableString.Invariant(path));

    private void Path(string colour, string path) =>
        drawn.Append(CultureInfo.InvariantCulture, $"""<path class="{colour}" d="{path}"/>""");

    private void ArchAt(string colour, int x, int top, int half) =>
        Path(colour, $"M{x - half} {Side}V{top + half}a{half} {half} 0 0 1 {2 * half} 0V{Side}z");

    private void Dots(string colour, int left, int top, int count)
    {
        for (var dot = 0; dot < count * count; dot++)
        {
            Circle(colour, left + (dot % count * 40), top + (dot / count * 40), 7);
        }
    }

    private void Turned(int degrees, int x, int y, Action draw)
    {
        drawn.Append(CultureInfo.InvariantCulture, $"""<g transform="rotate({degrees} {x} {y})">""");
        draw();
        drawn.Append("</g>");
    }

    /// <param name="on">It lies on the main colour: its own are exchanged.</param>
    private void Emblem(int x, int y, int side, int degrees = 0, bool on = false)
    {
        var scale = side / (double)EmblemSide;
        drawn.Append(
            CultureInfo.InvariantCulture,
            $"""<g{(on ? " class=\"on\"" : "")} transform="translate({x} {y}) rotate({degrees}) scale({scale:0.##}) translate(-100 -100)">{emblem}</g>"""
        );
    }

    private (int X, int Y) Around(int x, int y, int radius, int degrees)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        return (x + (int)(radius * cosine), y + (int)(radius * sine));
    }

#pragma warning disable CA5394
    private int Between(int least, int below) => random.Next(least, below);
#pragma warning restore CA5394

    private bool Chance() => Between(0, 2) == 0;
}
