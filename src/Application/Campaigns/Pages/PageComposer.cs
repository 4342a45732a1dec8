using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Pages.Css;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Campaigns.Pages.Head;
using AiWebBuilder.Domain.Campaigns.Looks;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>
/// Puts the components of a page together into one HTML document. Components are parsed as browsers parse them, so that an unclosed
/// element of one cannot swallow the next, and only what <see cref="SafeMarkup"/> lists is kept of them.
/// </summary>
public static partial class PageComposer
{
    private static readonly string BaseCss = ReadBaseCss();

    /// <summary>The whole document, from <c>&lt;!doctype html&gt;</c> on. The one script that runs is the tracking script; it loads nothing else but its icons.</summary>
    public static ComposedMarkup Compose(PageDocument page)
    {
        var parser = new HtmlParser();
        var document = parser.ParseDocument("<!doctype html><body></body>");
        var safe = new SafeMarkup(isEmail: false);
        List<LeftOut> leftOut = [];
        List<ShownUpload> uploads = [];
        List<string> css = [];
        HashSet<string> said = new(StringComparer.Ordinal);
        List<IElement> roots = [];
        foreach (var component in page.Components)
        {
            css.Add(
                component.IsBlock ? string.Join('\n', CssText.Rules(component.Css).Where(said.Add)) : component.Css
            );
            var holder = (IHtmlElement)document.CreateElement("section");
            foreach (var node in parser.ParseFragment(component.Html, document.Body!).ToArray())
                holder.AppendChild(node);
            var clean = safe.Clean(document, holder);
            css.AddRange(clean.Css);
            leftOut.AddRange(clean.LeftOut.Select(what => new LeftOut(component.Id ?? default, what)));
            uploads.AddRange(
                PageUploads
                    .Apply(holder, page.Options.UploadAddressOf, page.Options.ImageSizesOf)
                    .Select(upload => new ShownUpload(component.Id ?? default, upload))
            );
            roots.Add(Root(component, holder, document, page.Options));
        }
        KeepOneFirstRankHeading(roots, document);
        var ends = LinkLegalPages(page, roots, document);

        var html = new StringBuilder();
        AppendHead(html, page, css, roots.Any(DatedPage.IsDated));
        html.Append("<body>\n<a class=\"skip\" href=\"#main\">")
            .Append(Encode(page.Options.SkipLabel))
            .Append("</a>\n");
        Append("header");
        html.Append("<main id=\"main\" tabindex=\"-1\">\n");
        Append(null);
        html.Append("</main>\n");
        Append("footer");
        html.Append(ends);
        if (page.Options.Tracking is { } tracking)
        {
            html.Append("<script src=\"")
                .Append(Encode(tracking.ScriptSrc))
                .Append("\" data-campaign-id=\"")
                .Append(tracking.CampaignId)
                .Append("\" defer></script>\n");
        }

        return new ComposedMarkup(html.Append("</body>\n</html>\n").ToString(), leftOut) { Uploads = uploads };

        void Append(string? landmark)
        {
            for (var i = 0; i < roots.Count; i++)
            {
                var type = page.Components[i].ComponentType is "header" or "footer"
                    ? page.Components[i].ComponentType
                    : null;
                if (type == landmark)
                    html.Append(roots[i].ToHtml(HtmlFormatter.Instance)).Append('\n');
            }
        }
    }

    private static void AppendHead(StringBuilder html, PageDocument page, IEnumerable<string> styles, bool isDated)
    {
        var (theme, options) = (page.Theme, page.Options);
        var description = page.Description is null ? null : HeadTexts.Cut(page.Description, HeadTexts.MaxDescription);
        html.Append("<!doctype html>\n<html")
            .Append(Attribute("lang", theme.Language))
            .Append(Attribute("dir", theme.Direction))
            .Append(Attribute("data-style", theme.Style))
            .Append(options.TimeZone is { } zone && isDated ? Attribute(DatedPage.Zone, zone) : "")
            .Append(">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .Append(Encode(page.Title))
            .Append("</title>\n");
        Meta("name", "description", description);
        Meta("name", "theme-color", theme.Background);
        Meta("name", "robots", options.NoIndex ? "noindex, nofollow" : null);
        Meta("property", "og:type", "website");
        Meta("property", "og:title", page.Title);
        Meta("property", "og:description", description);
        Meta("property", "og:url", options.CanonicalUrl);
        Meta("property", "og:locale", page.Locale);
        if (options.CanonicalUrl is { } canonical)
            Link("canonical", canonical);
        if (options.Pictures is { } pictures)
        {
            Meta("property", "og:image", pictures.Card);
            Meta("property", "og:image:type", "image/png");
            Meta("property", "og:image:width", "1200");
            Meta("property", "og:image:height", "630");
            Meta("property", "og:image:alt", pictures.CardAlt);
            Meta("name", "twitter:card", "summary_large_image");
            Link("icon", pictures.Icon, "image/x-icon", "32x32");
            Link("icon", pictures.Vector, "image/svg+xml", "any");
            Link("icon", pictures.Search, "image/png", "96x96");
            Link("apple-touch-icon", pictures.Touch, sizes: "180x180");
            Link("manifest", pictures.Manifest);
        }

        Style(Variables(theme) + BaseCss);
        // Each in an element of its own: a rule that one component leaves open ends with it.
        foreach (var css in styles.Select(css => css.Trim()).Distinct(StringComparer.Ordinal))
        {
            if (css.Length > 0)
                Style(css);
        }

        // A block of data: nothing of it runs, so that no policy has to allow it.
        if (page.StructuredData is { } data)
            html.Append("<script type=\"application/ld+json\">").Append(data).Append("</script>\n");
        html.Append("</head>\n");

        void Link(string rel, string address, string? type = null, string? sizes = null) =>
            html.Append("<link")
                .Append(Attribute("rel", rel))
                .Append(Attribute("href", address))
                .Append(type is null ? "" : Attribute("type", type))
                .Append(sizes is null ? "" : Attribute("sizes", sizes))
                .Append(">\n");

        void Meta(string kind, string name, string? content)
        {
            if (!string.IsNullOrWhiteSpace(content))
                html.Append("<meta").Append(Attribute(kind, name)).Append(Attribute("content", content)).Append(">\n");
        }

        // "<\/" means "</" to CSS, and no end of the element to HTML.
        void Style(string css) =>
            html.Append("<style>").Append(css.Replace("</", "<\\/", StringComparison.Ordinal)).Append("</style>\n");
    }

    private static IElement Root(PageComponent component, IHtmlElement holder, IDocument document, PageOptions options)
    {
        foreach (var main in holder.QuerySelectorAll("main"))
            main.Replace([.. main.ChildNodes]);
        // Only roots bear one: it says which component a visit, a click or a form belongs to.
        foreach (var element in holder.QuerySelectorAll("[data-component-id]"))
            element.RemoveAttribute("data-component-id");
        options.Links?.Apply(holder);
        if (options.TimeZone is null)
            DatedPage.Forget(holder);
        // A form that closes its dialog sends nothing.
        foreach (var form in holder.QuerySelectorAll("form:not([method=dialog i])"))
        {
            form.SetAttribute("method", "post");
            if (options.FormAction is { } action)
            {
                form.SetAttribute("action", action);
                // A button with an address of its own would go past it.
                foreach (var button in form.QuerySelectorAll("[formaction]"))
                    button.RemoveAttribute("formaction");
                AddFormFields(form, component.Id ?? default, document);
            }
            else if (options.FormNote is { } note && !form.HasAttribute("action"))
            {
                form.SetAttribute("data-no-action", note);
            }
        }

        var single =
            holder.ChildElementCount == 1
            && holder.ChildNodes.All(node => node is IElement or IComment || node.TextContent.Trim().Length == 0);
        var root = single ? holder.FirstElementChild! : holder;
        if (component.Id is { } id)
            root.SetAttribute("data-component-id", id.ToString());
        return root;
    }

    // Enough for the server to know the form, and a trap for programs that fill whatever they find.
    private static void AddFormFields(IElement form, Guid componentId, IDocument document)
    {
        var component = document.CreateElement("input");
        component.SetAttribute("type", "hidden");
        component.SetAttribute("name", FormFields.Component);
        component.SetAttribute("value", componentId.ToString());
        var trap = document.CreateElement("div");
        trap.SetAttribute("hidden", "");
        var id = $"website-{componentId:N}-{form.Index()}";
        var label = document.CreateElement("label");
        label.SetAttribute("for", id);
        label.TextContent = "Website";
        var field = document.CreateElement("input");
        field.Id = id;
        field.SetAttribute("type", "text");
        field.SetAttribute("name", FormFields.Trap);
        field.SetAttribute("tabindex", "-1");
        field.SetAttribute("autocomplete", "off");
        trap.Append(label, field);
        form.Append(component, trap);
    }

    /// <returns>The end of a page that has none of its own.</returns>
    private static string LinkLegalPages(PageDocument page, List<IElement> roots, IDocument document)
    {
        if (page.LegalLinks.Count == 0)
        {
            return "";
        }
        var list = document.CreateElement("p");
        list.ClassName = "legal";
        foreach (var (address, label) in page.LegalLinks)
        {
            var link = document.CreateElement("a");
            link.SetAttribute("href", address);
            link.TextContent = label;
            list.Append(link, document.CreateTextNode(" "));
        }
        var footer = Enumerable
            .Range(0, roots.Count)
            .Where(index => page.Components[index].ComponentType == "footer")
            .Select(index => roots[index])
            .LastOrDefault();
        if (footer is null)
        {
            return $"<footer class=\"block\">{list.ToHtml(HtmlFormatter.Instance)}</footer>\n";
        }
        footer.AppendChild(list);
        return "";
    }

    // Sections are written one by one and do not know whether theirs is the page's first heading.
    private static void KeepOneFirstRankHeading(List<IElement> roots, IDocument document)
    {
        var first = roots.SelectMany(root => root.QuerySelectorAll("h1")).ToList();
        foreach (var further in first.Skip(1))
            Rename(further, "h2", document);
        if (first.Count > 0)
            return;

        foreach (var root in roots)
        {
            var second = root.QuerySelectorAll("h2").ToList();
            if (second.Count == 0)
                continue;
            Rename(second[0], "h1", document);
            // What stood below it in its section moves up with it: levels must not be skipped.
            if (second.Count == 1)
            {
                foreach (var third in root.QuerySelectorAll("h3"))
                    Rename(third, "h2", document);
            }

            return;
        }
    }

    private static void Rename(IElement element, string name, IDocument document)
    {
        var renamed = document.CreateElement(name);
        foreach (var attribute in element.Attributes)
            renamed.SetAttribute(attribute.Name, attribute.Value);
        foreach (var child in element.ChildNodes.ToArray())
            renamed.AppendChild(child);
        element.Replace(renamed);
    }

    private static string Variables(Theme theme)
    {
        // On a band of its own colour a button would be words without a button.
        var (button, onButton) =
            theme.Highlight == theme.Primary ? (theme.OnPrimary, theme.Primary) : (theme.Highlight, theme.OnHighlight);
        return new StringBuilder(":root{")
            .Append(Variable("background", theme.Background))
            .Append(Variable("surface", theme.Surface))
            .Append(Variable("text", theme.Text))
            .Append(Variable("muted", theme.MutedText))
            .Append(Variable("primary", theme.Primary))
            .Append(Variable("on-primary", theme.OnPrimary))
            .Append(Variable("highlight", theme.Highlight))
            .Append(Variable("on-highlight", theme.OnHighlight))
            .Append(Variable("band-button", button))
            .Append(Variable("on-band-button", onButton))
            .Append(Variable("art-ground", theme.Art.Ground))
            .Append(Variable("art-tint", theme.Art.Tint))
            .Append(Variable("art-main", theme.Art.Main))
            .Append(Variable("art-second", theme.Art.Second))
            .Append(Variable("art-second-on-main", theme.Art.SecondOnMain))
            .Append(Variable("accent", theme.Accent))
            .Append(Variable("border", theme.Border))
            .Append(Variable("font-heading", theme.HeadingFont))
            .Append(Variable("font-body", theme.BodyFont))
            .Append(
                Variable(
                    "scale",
                    theme.TextSize switch
                    {
                        "small" => ".9",
                        "large" => "1.15",
                        _ => "1",
                    }
                )
            )
            .Append('}')
            .ToString();
    }

    // A theme may have been stored and edited since it was derived: a value cannot end its declaration.
    private static string Variable(string name, string value) => $"--{name}:{EndsDeclaration().Replace(value, "")};";

    private static string Attribute(string name, string value) => $" {name}=\"{Encode(value)}\"";

    // WebUtility writes everything from U+00A0 to U+00FF as numbers; harmless, and few.
    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string ReadBaseCss()
    {
        using var stream = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream("AiWebBuilder.Application.Campaigns.Pages.page.css")!;
        using var reader = new StreamReader(stream);
        return Whitespace().Replace(reader.ReadToEnd(), "${mark}").Trim();
    }

    [GeneratedRegex(@"\s*(?<mark>[{};,>])\s*|(?<=:)\s+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"[;{}<>\\]|/\*", RegexOptions.None, 10_000)]
    private static partial Regex EndsDeclaration();
}
