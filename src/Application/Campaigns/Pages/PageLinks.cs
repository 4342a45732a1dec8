using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>
/// Links between the pages of one campaign. Sections are written with addresses relative to the campaign (<c>./</c>,
/// <c>./#prices</c>, <c>thank-you</c>); each way of serving puts its own in their place. All other addresses are left alone.
/// </summary>
/// <param name="keys">The pages there are.</param>
/// <param name="addressOf">The address of a page by its key.</param>
/// <param name="placesOfFirstPage">
/// For e-mails: the ids on the first page. A place that an e-mail does not have itself (<c>#donate</c>) is one of that page, or the
/// page itself. Null for pages, where it is a place on the same page.
/// </param>
public sealed class PageLinks(
    IReadOnlySet<string> keys,
    Func<string, string> addressOf,
    IReadOnlySet<string>? placesOfFirstPage = null
)
{
    private const string First = "index";

    /// <summary>The address to serve for one that a component holds; the same when it leads to no page of the campaign.</summary>
    public string Resolve(string href)
    {
        var address = href.Trim();
        var end = address.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? address : address[..end];
        if (path.Length == 0)
        {
            return end < 0 || placesOfFirstPage is null || !keys.Contains(First) ? href
                : address[0] == '?' || placesOfFirstPage.Contains(Uri.UnescapeDataString(address[1..]))
                    ? addressOf(First) + address
                : addressOf(First);
        }
        var key = (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path).TrimEnd('/');
        key = key.Length == 0 && path[0] == '.' ? First : key;
        return keys.Contains(key) ? addressOf(key) + (end < 0 ? "" : address[end..]) : href;
    }

    internal void Apply(IParentNode root)
    {
        foreach (var link in root.QuerySelectorAll("a[href], area[href]"))
        {
            var href = link.GetAttribute("href")!;
            if (placesOfFirstPage is not null && href is ['#', .. var own] && HasPlace(root, own))
            {
                continue;
            }
            var address = Resolve(href);
            if (address != href)
            {
                link.SetAttribute("href", address);
            }
        }
    }

    private static bool HasPlace(IParentNode root, string name) =>
        root.QuerySelectorAll("[id], a[name]")
            .Any(element => element.Id == Uri.UnescapeDataString(name) || element.GetAttribute("name") == name);
}
