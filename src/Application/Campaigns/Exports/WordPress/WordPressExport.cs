using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Css;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Exports.WordPress;

/// <summary>
/// One WXR 1.2 file (WordPress eXtended RSS), as Tools → Import takes it: every page as a draft of a custom-HTML block for the styles
/// and one group of blocks. It has no base address: when asked to, the importer puts its own site's in the place of all that begins
/// with it, and forms post below the product's.
/// </summary>
internal static partial class WordPressExport
{
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string Excerpt = "http://wordpress.org/export/1.2/excerpt/";
    private const string Dc = "http://purl.org/dc/elements/1.1/";
    private const string Wp = "http://wordpress.org/export/1.2/";

    /// <summary>Of the group that a page is.</summary>
    private const string PageClass = "aiwebbuilder";

    private static readonly string OwnCss = ReadOwnCss();

    public static IReadOnlyList<ExportFile> Files(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        ExportPlace place
    )
    {
        var names = ExportNames.For(components.Select(component => component.Page).Distinct(StringComparer.Ordinal));
        // The custom block holds HTML of somebody's own.
        var laidOut = components.Where(component => component is { IsAttached: true, Kind: not "custom" }).ToArray();
        var titles = laidOut.ToDictionary(one => one.Id.ToString(), one => one.Name, StringComparer.Ordinal);
        var rules = laidOut.SelectMany(one => CssText.Rules(one.CssStyles ?? "")).ToHashSet(StringComparer.Ordinal);
        var pages = CampaignPages
            .Compose(blocks, campaign, components, place.ServingAt(key => $"../{SlugOf(key)}/", place.UploadAddressOf))
            .Where(page => page.Email is null)
            .ToArray();
        return pages.Length == 0 ? [] : [new ExportFile("wordpress.xml", Write())];

        string SlugOf(string key) => key == "index" ? Slugs.For(campaign) : $"{Slugs.For(campaign)}-{names[key]}";

        string Write()
        {
            var text = new Utf8Text();
            using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
            {
                xml.WriteStartElement("rss");
                xml.WriteAttributeString("version", "2.0");
                xml.WriteAttributeString("xmlns", "excerpt", null, Excerpt);
                xml.WriteAttributeString("xmlns", "content", null, Content);
                xml.WriteAttributeString("xmlns", "dc", null, Dc);
                xml.WriteAttributeString("xmlns", "wp", null, Wp);
                xml.WriteStartElement("channel");
                xml.WriteElementString("title", Clean(campaign.Name));
                xml.WriteElementString("link", place.Address);
                xml.WriteElementString("description", string.Join(' ', place.FormLines()));
                xml.WriteElementString("language", campaign.Language ?? "en");
                xml.WriteElementString("wxr_version", Wp, "1.2");
                for (var i = 0; i < pages.Length; i++)
                {
                    WriteItem(xml, pages[i], i);
                }
                foreach (var upload in pages.SelectMany(page => page.Uploads).Select(one => one.Upload).Distinct())
                {
                    WriteAttachment(xml, upload);
                }
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
            return text.ToString();
        }

        // The importer fetches it, if it is told to, and puts its own address into the pages.
        void WriteAttachment(XmlWriter xml, PageUpload upload)
        {
            var address = place.UploadAddressOf(upload);
            xml.WriteStartElement("item");
            xml.WriteElementString("title", upload.Id.ToString());
            xml.WriteElementString("link", address);
            xml.WriteElementString("creator", Dc, "aiwebbuilder");
            xml.WriteElementString("post_name", Wp, upload.Id.ToString());
            xml.WriteElementString("status", Wp, "inherit");
            xml.WriteElementString("post_parent", Wp, "0");
            xml.WriteElementString("post_type", Wp, "attachment");
            xml.WriteElementString("attachment_url", Wp, address);
            xml.WriteEndElement();
        }

        void WriteItem(XmlWriter xml, ComposedPage page, int position)
        {
            var date = campaign.CreatedAt.UtcDateTime;
            var stamp = date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            xml.WriteStartElement("item");
            xml.WriteElementString("title", Clean(page.Title));
            xml.WriteElementString("link", $"{place.Address}#{names[page.Key]}");
            xml.WriteElementString("pubDate", date.ToString("r", CultureInfo.InvariantCulture));
            xml.WriteElementString("creator", Dc, "aiwebbuilder");
            xml.WriteStartElement("guid");
            xml.WriteAttributeString("isPermaLink", "false");
            xml.WriteString($"urn:uuid:{campaign.Id}:{names[page.Key]}");
            xml.WriteEndElement();
            xml.WriteElementString("description", "");
            CData(
                xml,
                "encoded",
                Content,
                Blocks(page.Html, titles.GetValueOrDefault, css => CssText.Rules(css).All(rules.Contains))
            );
            CData(xml, "encoded", Excerpt, "");
            xml.WriteElementString("post_id", Wp, (position + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("post_date", Wp, stamp);
            xml.WriteElementString("post_date_gmt", Wp, stamp);
            xml.WriteElementString("comment_status", Wp, "closed");
            xml.WriteElementString("ping_status", Wp, "closed");
            xml.WriteElementString("post_name", Wp, SlugOf(page.Key));
            xml.WriteElementString("status", Wp, "draft");
            xml.WriteElementString("post_parent", Wp, "0");
            xml.WriteElementString("menu_order", Wp, position.ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("post_type", Wp, "page");
            xml.WriteElementString("post_password", Wp, "");
            xml.WriteElementString("is_sticky", Wp, "0");
            xml.WriteEndElement();
        }
    }

    /// <summary>
    /// The page's styles, and one group that holds its sections: those made of blocks as WordPress's own, code of one's own as it is.
    /// As the theme owns the root and the main part, the group has the classes that styles look for instead of their attributes.
    /// </summary>
    /// <param name="html">The page as a document.</param>
    /// <param name="nameOf">The name of an attached component by its id; null: its code is somebody's own.</param>
    /// <param name="isOurs">Whether rules are a block's.</param>
    internal static string Blocks(string html, Func<string, string?> nameOf, Func<string, bool> isOurs)
    {
        var document = new HtmlParser().ParseDocument(html);
        var root = document.DocumentElement;
        var (language, direction) = (root.GetAttribute("lang"), root.GetAttribute("dir"));
        List<string> sections = [];
        foreach (var section in document.QuerySelectorAll("[data-component-id]"))
        {
            if (section.ParentElement is { LocalName: "main" } main)
            {
                section.ClassList.Add(main.Children.Index(section) % 2 == 0 ? "section--odd" : "section--even");
            }
            if (nameOf(section.GetAttribute("data-component-id")!) is { } name)
            {
                sections.Add(WordPressBlocks.Section(section, name));
                continue;
            }
            var holder = document.CreateElement("div");
            holder.SetAttribute("lang", language);
            holder.SetAttribute("dir", direction);
            holder.AppendChild(section.Clone());
            sections.Add(BlockMarkup.Html(holder.OuterHtml));
        }
        var styles = document.QuerySelectorAll("style").Select(style => style.TextContent).ToArray();
        return Clean(
            BlockMarkup.Join([
                WordPressBlocks.Styles([
                    OwnCss,
                    .. styles.Select((css, i) => i == 0 || isOurs(css) ? Within(css) : css),
                ]),
                WordPressBlocks.Wide(
                    $"{PageClass} style-{root.GetAttribute("data-style")} lang-{language} dir-{direction}",
                    sections
                ),
            ])
        );
    }

    /// <summary>
    /// The same rules for what stands in the page's group alone, by CSS nesting: the theme around it stays as it is, and what it says of
    /// blocks weighs less.
    /// </summary>
    private static string Within(string css)
    {
        css = css.Replace("main>:nth-child(even)", ".section--even", StringComparison.Ordinal)
            .Replace("main>:nth-child(odd)", ".section--odd", StringComparison.Ordinal);
        css = Attributes().Replace(css, "&.${name}-${value}");
        css = Languages().Replace(css, "&.lang-${language}");
        css = css.Replace(":root", "&", StringComparison.Ordinal);
        css = MainPart().Replace(css, "&>");
        css = Body()
            .Replace(css, match => match.Groups["before"] is { Success: true } root ? root.Value.TrimEnd() : "&");
        return $".{PageClass}{{{css}}}";
    }

    /// <summary>CDATA cannot hold its own end: it is split there.</summary>
    private static void CData(XmlWriter xml, string name, string ns, string content)
    {
        xml.WriteStartElement(name, ns);
        var parts = content.Split("]]>");
        for (var i = 0; i < parts.Length; i++)
        {
            xml.WriteCData((i == 0 ? "" : ">") + parts[i] + (i == parts.Length - 1 ? "" : "]]"));
        }
        xml.WriteEndElement();
    }

    /// <summary>XML 1.0 has no way to write most control characters.</summary>
    private static string Clean(string text) =>
        string.Concat(text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)));

    private static string ReadOwnCss()
    {
        using var stream = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream("AiWebBuilder.Application.Campaigns.Exports.wordpress.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }

    [GeneratedRegex(@"\bmain ?> ?", RegexOptions.None, 10_000)]
    private static partial Regex MainPart();

    [GeneratedRegex("""\[(?:data-)?(?<name>style|dir)="(?<value>[a-z]+)"\]""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Attributes();

    [GeneratedRegex(@":lang\((?<language>[A-Za-z-]+)\)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Languages();

    [GeneratedRegex(@"(?<before>&[\w.-]+\s+)?(?<![\w.#-])body(?![\w-])", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Body();

    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
