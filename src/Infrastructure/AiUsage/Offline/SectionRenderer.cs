using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns;
using HandlebarsDotNet;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// Lays words out with the template library. Templates, style sheets and drawings are embedded resources, read and compiled
/// once; one instance serves all threads. Every text is escaped where it is written.
/// </summary>
internal sealed partial class SectionRenderer
{
    /// <summary>Stands in every e-mail where the sender puts the recipient's own address for leaving the list.</summary>
    public const string UnsubscribePlaceholder = "%UNSUBSCRIBE_URL%";

    private static readonly string[] HeroLayouts = ["split", "centered", "banner"];

    private readonly FrozenDictionary<string, HandlebarsTemplate<object, object>> templates;
    private readonly FrozenDictionary<string, SectionStylesheet> stylesheets;

    public SectionRenderer()
    {
        var artwork = new Artwork(Resources("svg"));
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new MarkupEncoder() });
        handlebars.RegisterHelper(
            "art",
            (output, _, arguments) =>
                output.WriteSafeString(
                    artwork.Motif(arguments[0]?.ToString(), Convert.ToInt32(arguments[1], CultureInfo.InvariantCulture))
                )
        );
        // Helper names win over members and ignore case: "icon" or "href" would hide the members of an item.
        handlebars.RegisterHelper(
            "symbol",
            (output, _, arguments) => output.WriteSafeString(artwork.Icon(arguments[0]?.ToString()))
        );
        handlebars.RegisterHelper(
            "address",
            (output, _, arguments) => output.Write(SafeHref(arguments[0]?.ToString()))
        );
        handlebars.RegisterHelper(
            "eq",
            (_, arguments) =>
                string.Equals(arguments[0]?.ToString(), arguments[1]?.ToString(), StringComparison.Ordinal)
        );

        var sources = Resources("hbs");
        foreach (
            var (name, source) in sources.Where(source => source.Key.EndsWith(".partial", StringComparison.Ordinal))
        )
            handlebars.RegisterTemplate(name[..^".partial".Length], source);
        templates = sources
            .Where(source => !source.Key.EndsWith(".partial", StringComparison.Ordinal))
            .ToFrozenDictionary(
                source => source.Key,
                source => handlebars.Compile(source.Value),
                StringComparer.Ordinal
            );
        stylesheets = Resources("css")
            .ToFrozenDictionary(
                source => source.Key,
                source => new SectionStylesheet(source.Value),
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
        var html = templates[content.Kind]
            (
                new
                {
                    kind = content.Kind,
                    layout,
                    level = leads ? 1 : 2,
                    anchor = Slug(content.Anchor),
                    theme,
                    motif = content.Motif ?? theme.Motif,
                    hasMenu = content.Items.Count > 1,
                    home = content.Home ?? "#top",
                    content = leads ? content with { Heading = content.Heading ?? content.Brand } : content,
                    hasText = content.Paragraphs.Count > 0 || content.Items.Count > 0,
                    hasActions = content.Primary is not null
                        || content.Secondary is not null
                        || content.Phone is not null,
                }
            );
        return (
            BetweenTags().Replace(html, "\n").Trim(),
            stylesheet.For(theme.Style, content.Kind == "hero" ? layout : content.Layout ?? "")
        );
    }

    /// <summary>Lays one e-mail out, as a whole HTML document and as plain text with lines of any length.</summary>
    public (string Html, string Text) RenderEmail(EmailContent content, Theme theme)
    {
        var html = templates["email"]
            (
                new
                {
                    content,
                    theme,
                    start = theme.Direction == "rtl" ? "right" : "left",
                    end = theme.Direction == "rtl" ? "left" : "right",
                    radius = theme.Style switch
                    {
                        "soft" => "24px",
                        "bold" => "0",
                        _ => "3px",
                    },
                    weight = theme.Style == "editorial" ? "normal" : "bold",
                    // Double quotes would end the style attribute that the stack stands in.
                    headingFont = theme.HeadingFont.Replace('"', '\''),
                    bodyFont = theme.BodyFont.Replace('"', '\''),
                    unsubscribe = UnsubscribePlaceholder,
                    unsubscribeLabel = content.UnsubscribeLabel,
                }
            );
        return (BetweenTags().Replace(html, "\n").Trim(), EmailText.Of(content));
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
    [GeneratedRegex("^[^/?#:]*:", RegexOptions.None, 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex("[^A-Za-z0-9-]+", RegexOptions.None, 1000)]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"\.Offline\.Templates\.(Art\.)?(?<name>[a-z.-]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ResourceName();

    // Blank lines that conditions leave behind.
    [GeneratedRegex(@"\s*\n\s*", RegexOptions.None, 1000)]
    private static partial Regex BetweenTags();
}
