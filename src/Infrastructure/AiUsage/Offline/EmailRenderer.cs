using System.Collections;
using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Markup;
using Fluid;
using Fluid.Values;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>Lays e-mails out. Every text is escaped where it is written; one instance serves all threads.</summary>
internal sealed partial class EmailRenderer
{
    /// <summary>Stands in every e-mail where the sender puts the recipient's own address for leaving the list.</summary>
    public const string UnsubscribePlaceholder = "%UNSUBSCRIBE_URL%";

    private readonly IFluidTemplate template;
    private readonly TemplateOptions options = Options();

    public EmailRenderer()
    {
        var assembly = typeof(EmailRenderer).Assembly;
        using var reader = new StreamReader(
            assembly.GetManifestResourceStream($"{typeof(EmailRenderer).Namespace}.email.liquid")!
        );
        template = new FluidParser().Parse(reader.ReadToEnd());
    }

    /// <summary>One e-mail, as a whole HTML document and as plain text with lines of any length.</summary>
    public (string Html, string Text) Render(EmailContent content, Theme theme)
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
        return (
            BetweenTags().Replace(template.Render(context, MarkupEncoder.Instance), "\n").Trim(),
            EmailText.Of(content)
        );
    }

    /// <summary>
    /// An address that an e-mail may lead to: an anchor, a path of this site, <c>https:</c>, <c>tel:</c> or <c>mailto:</c>. Anything
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

    private static TemplateOptions Options()
    {
        var known = new TemplateOptions
        {
            // A slip in a template fails at once instead of leaving a gap. A member that is null is no slip.
            StrictFilters = true,
            Undefined = name =>
                throw new InvalidOperationException($"A template asks for '{name}', which does not exist."),
        };
        // Liquid takes an empty text or list for true; here it counts as left out.
        known.ValueConverters.Add(value => value is "" or ICollection { Count: 0 } ? NilValue.Instance : null);
        var members = known.MemberAccessStrategy;
        members.MemberNameStrategy = MemberNameStrategies.SnakeCase;
        members.Register<ContentItem>();
        members.Register<ContentLink>();
        members.Register<EmailContent>();
        members.Register<Theme>();
        known.Filters.AddFilter("address", (href, _, _) => StringValue.Create(SafeHref(href.ToStringValue())));
        return known;
    }

    // What stands before the first colon, unless a slash, a question or a hash comes first: then it is part of a path.
    [GeneratedRegex("^[^/?#:]*:", RegexOptions.None, 10_000)]
    private static partial Regex Scheme();

    // Blank lines that conditions leave behind.
    [GeneratedRegex(@"\s*\n\s*", RegexOptions.None, 10_000)]
    private static partial Regex BetweenTags();
}
