using System.Globalization;
using System.Text;
using System.Xml;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns.Exports.WordPress;

/// <summary>
/// One WXR 1.2 file (WordPress eXtended RSS), as Tools → Import takes it: every page as a draft of a custom-HTML block for the styles
/// and one group of blocks. It has no base address: when asked to, the importer puts its own site's in the place of all that begins
/// with it, and forms post below the product's.
/// </summary>
internal static class WordPressExport
{
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string Excerpt = "http://wordpress.org/export/1.2/excerpt/";
    private const string Dc = "http://purl.org/dc/elements/1.1/";
    private const string Wp = "http://wordpress.org/export/1.2/";

    public static IReadOnlyList<ExportFile> Files(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        ExportPlace place
    )
    {
        var own = new CampaignBlocks(blocks, campaign, components);
        var pages = own.Compose(place.ServingAt(key => $"../{own.SlugOf(key)}/", place.UploadAddressOf));
        return pages.Count == 0 ? [] : [new ExportFile("wordpress.xml", Write())];

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
                xml.WriteElementString("title", PageBlocks.Clean(campaign.Name));
                xml.WriteElementString("link", place.Address);
                xml.WriteElementString("description", string.Join(' ', place.FormLines()));
                xml.WriteElementString("language", campaign.Language ?? "en");
                xml.WriteElementString("wxr_version", Wp, "1.2");
                for (var i = 0; i < pages.Count; i++)
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
            xml.WriteElementString("title", PageBlocks.Clean(page.Title));
            xml.WriteElementString("link", $"{place.Address}#{own.Names[page.Key]}");
            xml.WriteElementString("pubDate", date.ToString("r", CultureInfo.InvariantCulture));
            xml.WriteElementString("creator", Dc, "aiwebbuilder");
            xml.WriteStartElement("guid");
            xml.WriteAttributeString("isPermaLink", "false");
            xml.WriteString($"urn:uuid:{campaign.Id}:{own.Names[page.Key]}");
            xml.WriteEndElement();
            xml.WriteElementString("description", "");
            CData(xml, "encoded", Content, own.Of(page).Whole);
            CData(xml, "encoded", Excerpt, "");
            xml.WriteElementString("post_id", Wp, (position + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("post_date", Wp, stamp);
            xml.WriteElementString("post_date_gmt", Wp, stamp);
            xml.WriteElementString("comment_status", Wp, "closed");
            xml.WriteElementString("ping_status", Wp, "closed");
            xml.WriteElementString("post_name", Wp, own.SlugOf(page.Key));
            xml.WriteElementString("status", Wp, "draft");
            xml.WriteElementString("post_parent", Wp, "0");
            xml.WriteElementString("menu_order", Wp, position.ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("post_type", Wp, "page");
            xml.WriteElementString("post_password", Wp, "");
            xml.WriteElementString("is_sticky", Wp, "0");
            xml.WriteEndElement();
        }
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

    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
