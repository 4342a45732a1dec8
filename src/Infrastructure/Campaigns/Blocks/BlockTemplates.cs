using System.Collections;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Campaigns.Drawing;
using AiWebBuilder.Infrastructure.Markup;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.FileProviders;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>Lays blocks out with their Liquid templates. Every text is escaped where it is written.</summary>
internal sealed partial class BlockTemplates
{
    private readonly FrozenDictionary<string, IFluidTemplate> templates;
    private readonly IFluidTemplate email;
    private readonly TemplateOptions options;

    public BlockTemplates(BlockFiles files, Artwork artwork)
    {
        options = OptionsWith(artwork);
        var parser = new FluidParser();
        templates = files.Kinds.ToFrozenDictionary(
            kind => kind,
            kind => parser.Parse(files.Text($"{kind}/template.liquid")),
            StringComparer.Ordinal
        );
        email = parser.Parse(files.Text("email.liquid"));
    }

    /// <summary>One root element.</summary>
    /// <param name="leads">Whether the block may have the page's first heading.</param>
    public string Render(
        string kind,
        Dictionary<string, object?> props,
        string variant,
        bool leads,
        BlockLabels labels,
        BlockPage page
    )
    {
        var context = new TemplateContext(options);
        context.SetValue("props", props);
        context.SetValue("variant", variant);
        context.SetValue("anchor", page.Anchor);
        context.SetValue("level", leads ? 1 : 2);
        context.SetValue("home", page.Key is null or "index" ? "#top" : "./");
        context.SetValue("theme", page.Theme);
        context.SetValue("labels", labels.Texts);
        context.SetValue("mail", Mail(page.Theme));
        return Write(templates[kind], context);
    }

    /// <summary>A whole e-mail of parts that are rendered already.</summary>
    public string Compose(BlockEmail letter)
    {
        var context = new TemplateContext(options);
        context.SetValue("subject", letter.Subject);
        context.SetValue("preheader", letter.Preheader);
        context.SetValue("mail", Mail(letter.Theme));
        context.SetValue("parts", AsTheyAre(letter.Parts));
        context.SetValue("styles", AsTheyAre(letter.Styles));
        // Not as sections are written: preformatted text of a part keeps its lines.
        return email.Render(context, MarkupEncoder.Instance).Trim();

        static List<StringValue> AsTheyAre(IEnumerable<string> markup) =>
            [.. markup.Select(one => new StringValue(one, encode: false))];
    }

    private static string Write(IFluidTemplate template, TemplateContext context) =>
        BetweenTags().Replace(template.Render(context, MarkupEncoder.Instance), "\n").Trim();

    /// <summary>What the style attributes of e-mails are made of: mail programs know no variables.</summary>
    private static Dictionary<string, object?> Mail(Theme theme) =>
        new(StringComparer.Ordinal)
        {
            ["language"] = theme.Language,
            ["dir"] = theme.Direction,
            ["start"] = theme.Direction == "rtl" ? "right" : "left",
            ["end"] = theme.Direction == "rtl" ? "left" : "right",
            ["background"] = theme.Background,
            ["surface"] = theme.Surface,
            ["text"] = theme.Text,
            ["muted"] = theme.MutedText,
            ["primary"] = theme.Primary,
            ["on_primary"] = theme.OnPrimary,
            ["highlight"] = theme.Highlight,
            ["on_highlight"] = theme.OnHighlight,
            ["accent"] = theme.Accent,
            ["border"] = theme.Border,
            // Double quotes would end the attribute that the stack stands in.
            ["heading_font"] = theme.HeadingFont.Replace('"', '\''),
            ["body_font"] = theme.BodyFont.Replace('"', '\''),
            ["weight"] = theme.Style == "editorial" ? "normal" : "bold",
            ["radius"] = theme.Style switch
            {
                "soft" => "24px",
                "playful" => "14px",
                "technical" => "4px",
                "bold" or "minimal" => "0",
                _ => "3px",
            },
        };

    private static TemplateOptions OptionsWith(Artwork artwork)
    {
        var known = new TemplateOptions
        {
            FileProvider = new EmbeddedFileProvider(typeof(BlockTemplates).Assembly, "block-partials"),
            DefaultFileExtension = ".liquid",
            // A slip in a template fails at once instead of leaving a gap. A member that is null is no slip.
            StrictFilters = true,
            Undefined = name =>
                throw new InvalidOperationException($"A template asks for '{name}', which does not exist."),
        };
        // Liquid takes an empty text or list for true; here it counts as left out.
        known.ValueConverters.Add(value => value is "" or ICollection { Count: 0 } ? NilValue.Instance : null);
        known.Filters.AddFilter(
            "art",
            (theme, arguments, _) =>
                Markup(
                    artwork.Scene(
                        (Theme)theme.ToObjectValue(),
                        (int)arguments.At(0).ToNumberValue(),
                        isWide: arguments.At(1).ToBooleanValue()
                    )
                )
        );
        known.Filters.AddFilter("symbol", (name, _, _) => Markup(artwork.Icon(name.ToStringValue())));
        return known;

        static StringValue Markup(string drawing) => new(drawing, encode: false);
    }

    // Blank lines that conditions leave behind.
    [GeneratedRegex(@"\s*\n\s*", RegexOptions.None, 10_000)]
    private static partial Regex BetweenTags();
}
