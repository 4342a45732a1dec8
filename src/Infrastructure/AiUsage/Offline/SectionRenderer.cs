using System.Collections;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Markup;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.FileProviders;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// Lays words out with the template library. Templates, style sheets and drawings are embedded resources, read and parsed
/// once; one instance serves all threads. Every text is escaped where it is written.
/// </summary>
internal sealed partial class SectionRenderer
{
    /// <summary>Stands in every e-mail where the sender puts the recipient's own address for leaving the list.</summary>
    public const string UnsubscribePlaceholder = "%UNSUBSCRIBE_URL%";

    private static readonly string[] HeroLayouts = ["split", "centered", "banner"];

    private readonly FrozenDictionary<string, IFluidTemplate> templates;
    private readonly FrozenDictionary<string, VariantStylesheet> stylesheets;
    private readonly TemplateOptions options;

    public SectionRenderer()
    {
        options = OptionsWith(new Artwork());
        var parser = new FluidParser();
        templates = Resources("liquid")
            .ToFrozenDictionary(source => source.Key, source => parser.Parse(source.Value), StringComparer.Ordinal);
        stylesheets = Resources("css")
            .ToFrozenDictionary(
                source => source.Key,
                source => new VariantStylesheet(source.Value),
                StringComparer.Ordinal
            );
    }

    /// <summary>Lays one section out.</summary>
    /// <returns>One root element, and the rules for it, which build on the variables of the page's own style sheet.</returns>
    /// <exception cref="ArgumentException">There is no template of that kind.</exception>
    public (string Html, string Css) Render(SectionContent content, Theme theme)
    {
        if (!stylesheets.TryGetValue(content.Kind, out var stylesheet))
            throw new ArgumentException($"There is no section template '{content.Kind}'.", nameof(content));

        var layout = HeroLayouts.Contains(content.Layout, StringComparer.Ordinal) ? content.Layout! : HeroLayouts[0];
        // A page has its first-rank heading from the section that it is about.
        var leads = content.Kind is "hero" or "confirmation" or "watch" or "checkout";
        // A button that already calls the number makes the number beside it one too many.
        if (
            content.Kind is not ("header" or "footer")
            && content.Phone is { } phone
            && (
                phone.Href == content.Primary?.Href
                || content.Secondary?.Label.Contains(phone.Label, StringComparison.Ordinal) == true
            )
        )
            content = content with { Phone = null };
        var context = new TemplateContext(options);
        context.SetValue("kind", content.Kind);
        context.SetValue("layout", layout);
        context.SetValue("level", leads ? 1 : 2);
        context.SetValue("anchor", Slug(content.Anchor));
        context.SetValue("theme", theme);
        context.SetValue("motif", content.Motif ?? theme.Motif);
        context.SetValue("has_menu", content.Items.Count > 1);
        context.SetValue("home", content.Home ?? "#top");
        context.SetValue("content", leads ? content with { Heading = content.Heading ?? content.Brand } : content);
        context.SetValue("has_text", content.Paragraphs.Count > 0 || content.Items.Count > 0);
        context.SetValue(
            "has_actions",
            content.Primary is not null || content.Secondary is not null || content.Phone is not null
        );
        return (
            Write(content.Kind, context),
            stylesheet.For(theme.Style, content.Kind == "hero" ? layout : content.Layout ?? "")
        );
    }

    /// <summary>Lays one e-mail out, as a whole HTML document and as plain text with lines of any length.</summary>
    public (string Html, string Text) RenderEmail(EmailContent content, Theme theme)
    {
        var context = new TemplateContext(options);
        context.SetValue("content", content);
        context.SetValue("theme", theme);
        context.SetValue("start", theme.Direction == "rtl" ? "right" : "left");
        context.SetValue(
            "radius",
            theme.Style switch
            {
                "soft" => "24px",
                "bold" => "0",
                _ => "3px",
            }
        );
        context.SetValue("weight", theme.Style == "editorial" ? "normal" : "bold");
        // Double quotes would end the style attribute that the stack stands in.
        context.SetValue("heading_font", theme.HeadingFont.Replace('"', '\''));
        context.SetValue("body_font", theme.BodyFont.Replace('"', '\''));
        context.SetValue("unsubscribe", UnsubscribePlaceholder);
        context.SetValue("unsubscribe_label", content.UnsubscribeLabel);
        return (Write("email", context), EmailText.Of(content));
    }

    /// <summary>
    /// An address that a page may lead to: an anchor, a path of this site, <c>https:</c>, <c>tel:</c> or <c>mailto:</c>. Anything
    /// else becomes <c>#</c>.
    /// </summary>
    internal static string SafeHref(string? href)
    {
        if (string.IsNullOrWhiteSpace(href) || href.Any(c => char.IsControl(c) || c == '\\'))
            return "#";
        href = href.Trim();
        if (href.StartsWith("//", StringComparison.Ordinal))
            return "#";
        var scheme = Scheme().Match(href);
        return !scheme.Success || scheme.Value.ToLowerInvariant() is "https:" or "tel:" or "mailto:" ? href : "#";
    }

    private string Write(string template, TemplateContext context) =>
        BetweenTags().Replace(templates[template].Render(context, MarkupEncoder.Instance), "\n").Trim();

    private static TemplateOptions OptionsWith(Artwork artwork)
    {
        var known = new TemplateOptions
        {
            FileProvider = new EmbeddedFileProvider(
                typeof(SectionRenderer).Assembly,
                $"{typeof(SectionRenderer).Namespace}.Templates.Partials"
            ),
            DefaultFileExtension = ".liquid",
            // A slip in a template fails at once instead of leaving a gap. A member that is null is no slip.
            StrictFilters = true,
            Undefined = name =>
                throw new InvalidOperationException($"A template asks for '{name}', which does not exist."),
        };
        // Liquid takes an empty text or list for true; here it counts as left out.
        known.ValueConverters.Add(value => value is "" or ICollection { Count: 0 } ? NilValue.Instance : null);
        var members = known.MemberAccessStrategy;
        members.MemberNameStrategy = MemberNameStrategies.SnakeCase;
        members.Register<SectionContent>();
        members.Register<ContentItem>();
        members.Register<ContentLink>();
        members.Register<ContentForm>();
        members.Register<ContentField>();
        members.Register<EmailContent>();
        members.Register<Theme>();
        known.Filters.AddFilter(
            "art",
            (name, arguments, _) => Markup(artwork.Motif(name.ToStringValue(), (int)arguments.At(0).ToNumberValue()))
        );
        known.Filters.AddFilter("symbol", (name, _, _) => Markup(artwork.Icon(name.ToStringValue())));
        known.Filters.AddFilter("address", (href, _, _) => StringValue.Create(SafeHref(href.ToStringValue())));
        return known;

        static StringValue Markup(string drawing) => new(drawing, encode: false);
    }

    private static string Slug(string anchor)
    {
        var slug = NotInAnchor().Replace(anchor, "-").Trim('-');
        return slug.Length == 0 ? "section" : slug;
    }

    private static Dictionary<string, string> Resources(string extension)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var suffix = $".{extension}";
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (
                ResourceName().Match(resource) is not { Success: true } match
                || !resource.EndsWith(suffix, StringComparison.Ordinal)
            )
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            files.Add(match.Groups["name"].Value[..^suffix.Length], reader.ReadToEnd());
        }

        return files;
    }

    // What stands before the first colon, unless a slash, a question or a hash comes first: then it is part of a path.
    [GeneratedRegex("^[^/?#:]*:", RegexOptions.None, 10_000)]
    private static partial Regex Scheme();

    [GeneratedRegex("[^A-Za-z0-9-]+", RegexOptions.None, 10_000)]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"\.Offline\.Templates\.(?<name>[a-z.-]+)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ResourceName();

    // Blank lines that conditions leave behind.
    [GeneratedRegex(@"\s*\n\s*", RegexOptions.None, 10_000)]
    private static partial Regex BetweenTags();
}
