using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>The look of all pages: light or dark, a colour for a part, a style. What is vague is asked about.</summary>
internal static class ThemeEdits
{
    // A night that is not quite black, and a paper that is.
    private const string Night = "#111214";
    private const double Dark = 0.18;

    private static string? StyleOf(string key) =>
        key switch
        {
            "elegant" => "editorial",
            "bold" or "soft" => key,
            "style.minimal" or "style.playful" or "style.technical" => key["style.".Length..],
            _ => null,
        };

    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        if (clause.Quoted.Count > 0)
        {
            return null;
        }
        if (clause.Has("bigger", "smaller") && clause.Has("letters"))
        {
            return Sized(step);
        }
        if (ColourIn(clause) is { } colour)
        {
            var coloured = Coloured(step, colour);
            // A dark page with golden buttons is two wishes, a dark green is one.
            return coloured is not null && !clause.Has("background") && IsGroundApart(clause)
                ? new EditReading([.. Ground(step, clause.Has("dark")).Operations, .. coloured.Operations])
                : coloured;
        }
        if (clause.Has("dark") != clause.Has("light") && clause.Has("background", "colour", "set"))
        {
            return Ground(step, clause.Has("dark"));
        }
        var styles = clause
            .Mentions.GroupBy(mention => mention.Start)
            // Where looks know a word more closely, it is theirs.
            .Select(same => StyleOf(same.MaxBy(mention => mention.Key.Length).Key))
            .OfType<string>()
            .Distinct()
            .ToArray();
        if (styles is [var style])
        {
            return style == Token(step, "style") ? step.Refuse("same") : new EditReading([Put(step, "style", style)]);
        }
        return styles.Length > 1 ? step.Ask("styles")
            : clause.Has("vague") ? step.Ask("vague")
            : null;
    }

    /// <summary>One size up or down.</summary>
    private static EditReading? Sized(Step step)
    {
        var clause = step.Clause;
        var sizes = TextSizes.All.ToList();
        var present = sizes.IndexOf(Token(step, "textSize") ?? TextSizes.Normal);
        var wanted = present + (clause.Has("bigger") ? 1 : -1);
        return clause.Has("bigger") == clause.Has("smaller") ? null
            : wanted < 0 || wanted >= sizes.Count ? step.Refuse("same")
            : new EditReading([Put(step, "textSize", sizes[wanted])]);
    }

    private static bool IsGroundApart(Clause clause) =>
        clause.Has("dark") != clause.Has("light")
        && (clause.First("dark") ?? clause.First("light")) is { } ground
        && clause
            .Mentions.Where(mention => mention.Key.StartsWith("c.", StringComparison.Ordinal))
            .All(mention => Math.Max(mention.Start - ground.End, ground.Start - mention.End) > 2);

    private static EditReading Ground(Step step, bool dark)
    {
        var primary = Colour.Parse(Token(step, "primary")!);
        var background = Token(step, "background") is { } present ? Colour.Parse(present) : Colour.White;
        if (background.RelativeLuminance < Dark == dark)
        {
            return step.Refuse("same");
        }
        return new EditReading([
            Put(step, "background", dark ? Night : primary.Tone(0.985, 0.005).ToString()),
            .. OnGround(step, primary, dark),
        ]);
    }

    /// <summary>Inks that read on the new ground; the rest follows from them.</summary>
    private static IEnumerable<EditOperation> OnGround(Step step, Colour primary, bool dark) =>
        [
            Put(step, "surface", null),
            Put(step, "text", primary.Tone(dark ? 0.96 : 0.22, 0.035).ToString()),
            Put(step, "mutedText", null),
            Put(step, "border", null),
        ];

    private static EditReading? Coloured(Step step, Colour colour)
    {
        var clause = step.Clause;
        if (clause.Has("background") && clause.Has("button"))
        {
            return null;
        }
        if (clause.Has("background"))
        {
            return new EditReading([
                Put(step, "background", colour.ToString()),
                .. OnGround(step, Colour.Parse(Token(step, "primary")!), colour.RelativeLuminance < Dark),
            ]);
        }
        if (clause.Has("text", "letters", "heading") && !clause.Has("button"))
        {
            return new EditReading([Put(step, "text", colour.ToString()), Put(step, "mutedText", null)]);
        }
        // Buttons, bands, links and marks are of one colour, unless the brand has two.
        return new EditReading([
            Put(step, "primary", colour.ToString()),
            Put(step, "onPrimary", null),
            Put(step, "highlight", null),
            Put(step, "onHighlight", null),
            Put(step, "accent", null),
            Put(step, "decoration", null),
        ]);
    }

    private static Colour? ColourIn(Clause clause)
    {
        var hex = clause.Text.IndexOf('#', StringComparison.Ordinal);
        foreach (var length in hex < 0 ? [] : new[] { 7, 4 })
        {
            if (hex + length <= clause.Text.Length && Colour.TryParse(clause.Text.Substring(hex, length), out var code))
            {
                return code;
            }
        }
        foreach (
            var mention in clause.Mentions.Where(mention => mention.Key.StartsWith("c.", StringComparison.Ordinal))
        )
        {
            // A colour alone can be anything: a service, a taste.
            if (clause.Has("background", "colour", "button", "text", "letters", "heading", "set"))
            {
                return LookWords.ColourOf($"colour.{mention.Key["c.".Length..]}");
            }
        }
        return null;
    }

    private static EditOperation Put(Step step, string token, JsonNode? value) =>
        new(null, $"/theme/{token}", step.Standing.Theme[token]?.DeepClone(), value);

    private static string? Token(Step step, string token) => step.Standing.Theme[token]?.ToString();
}
