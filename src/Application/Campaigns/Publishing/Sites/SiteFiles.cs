using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Application.Campaigns.Publishing.Sites;

/// <summary>What stands beside the pages of a publication. No page's key has a dot.</summary>
public static class SiteFiles
{
    public const string Sitemap = "sitemap.xml";
    public const string Manifest = "site.webmanifest";

    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <param name="pages">Absolute addresses, and when they last changed.</param>
    public static string SitemapOf(IEnumerable<(string Address, DateTimeOffset ChangedAt)> pages) =>
        Listed("urlset", "url", pages);

    /// <param name="sitemaps">Absolute addresses of sitemaps, and when they last changed.</param>
    public static string IndexOf(IEnumerable<(string Address, DateTimeOffset ChangedAt)> sitemaps) =>
        Listed("sitemapindex", "sitemap", sitemaps);

    /// <param name="icons">Addresses by width.</param>
    public static string ManifestOf(
        string name,
        Theme theme,
        string start,
        IEnumerable<(int Width, string Address)> icons
    ) =>
        new JsonObject
        {
            ["name"] = name,
            ["lang"] = theme.Language,
            ["dir"] = theme.Direction,
            ["start_url"] = start,
            ["scope"] = start,
            ["display"] = "browser",
            ["background_color"] = theme.Background,
            ["theme_color"] = theme.Background,
            ["icons"] = new JsonArray([
                .. icons.Select(icon => new JsonObject
                {
                    ["src"] = icon.Address,
                    ["sizes"] = $"{icon.Width}x{icon.Width}",
                    ["type"] = "image/png",
                }),
            ]),
        }.ToJsonString(JsonSerializerOptions.Web);

    private static string Listed(
        string root,
        string entry,
        IEnumerable<(string Address, DateTimeOffset ChangedAt)> addresses
    )
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement(root, Namespace);
            foreach (var (address, changedAt) in addresses)
            {
                xml.WriteStartElement(entry);
                xml.WriteElementString("loc", address);
                xml.WriteElementString(
                    "lastmod",
                    changedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                );
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return $"""<?xml version="1.0" encoding="UTF-8"?>{text}""";
    }
}
