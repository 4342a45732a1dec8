using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Publishing;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

/// <summary>Where a link leads that leads nowhere, and what to write instead.</summary>
/// <param name="Message">Goes on after the words of the link.</param>
internal sealed record LinkFault(string Rule, string Severity, string Message);

/// <summary>
/// The links of a page: to places on it, to other pages of the campaign (relative, as <c>./</c> and <c>thank-you</c>), to mailboxes,
/// telephones and other sites. Below a published page's address there is nothing else.
/// </summary>
internal static partial class LinkRules
{
    public const string DeadAnchor = "links.dead-anchor";

    /// <summary>What a fragment can lead to.</summary>
    public static IReadOnlySet<string> PlacesOf(IDocument document) =>
        document
            .QuerySelectorAll("[id], a[name]")
            .SelectMany(element => new[] { element.Id, element.LocalName == "a" ? element.GetAttribute("name") : null })
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    /// <param name="own">The places of the page itself.</param>
    /// <param name="site">The pages of the campaign by their keys, with their places.</param>
    public static LinkFault? FaultOf(
        string href,
        ComposedPage page,
        IReadOnlySet<string> own,
        IReadOnlyDictionary<string, IReadOnlySet<string>> site
    )
    {
        var address = WebAddress.Plain(href);
        return WebAddress.SchemeOf(address) switch
        {
            _ when page.Email is not null && href == EmailParts.UnsubscribeAddress => null,
            "http" or "https" => OfSite(address),
            "mailto" => Recipient().IsMatch(address)
                ? null
                : Bad("has no e-mail address that mail can go to: write mailto:name@example.org."),
            "tel" or "sms" => Telephone().IsMatch(Uri.UnescapeDataString(address))
                ? null
                : Bad("has no telephone number: write it with its country and digits only, tel:+4930123456."),
            not null => null,
            null when address.StartsWith("//", StringComparison.Ordinal) => new(
                "links.no-scheme",
                "warning",
                $"leads to another host without saying how: write https:{address}."
            ),
            null when PageUploads.In(address) is not null => null,
            null => OfCampaign(address, page, own, site),
        };
    }

    private static LinkFault? OfSite(string address) =>
        !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0
            ? Bad($"leads to {address}, which is no web address.")
        : uri.Scheme == Uri.UriSchemeHttp
            ? new("links.not-secure", "warning", $"leads to {address}, which is not https.")
        : null;

    private static LinkFault? OfCampaign(
        string address,
        ComposedPage page,
        IReadOnlySet<string> own,
        IReadOnlyDictionary<string, IReadOnlySet<string>> site
    )
    {
        var end = address.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? address : address[..end];
        var place = address.IndexOf('#') is >= 0 and var hash ? address[(hash + 1)..] : null;
        if (path.Length == 0)
        {
            // In an e-mail it becomes a place of the first page.
            var there = page.Email is not null && site.TryGetValue("index", out var first) ? first : own;
            return place is null
                    ? new("links.empty", "warning", "leads nowhere: it loads this page again. Write where it leads to.")
                : IsThere(place, own) || IsThere(place, there) && place.Length > 0 ? null
                // An e-mail alone cannot know the page that its reader is sent to.
                : new(
                    DeadAnchor,
                    page.Email is null ? "error" : "warning",
                    $"leads to #{place}, which is not on this page."
                );
        }
        if (path[0] == '/')
        {
            var key = path.Trim('/');
            return path.StartsWith("/p/", StringComparison.Ordinal) ? null
                : key.Length == 0 || site.ContainsKey(key)
                    ? Outside(path, $"write {(key.Length == 0 ? "./ for the first page" : key)}")
                : Outside(path, "write the address of the site with https:// before it");
        }
        var target = (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path).TrimEnd('/');
        target = target.Length == 0 && path[0] == '.' ? "index" : target;
        if (!site.TryGetValue(target, out var places))
        {
            return new(
                "links.dead-page",
                "error",
                $"leads to the page {path}, which this campaign does not have"
                    + (
                        path.Contains('@', StringComparison.Ordinal) ? $": write mailto:{path}."
                        : Host().IsMatch(path) ? $": for another site write https://{path}."
                        : "."
                    )
            );
        }
        return place is null || IsThere(place, places)
            ? null
            : new(DeadAnchor, "warning", $"leads to #{place}, which is not on the page {target}.");
    }

    /// <summary>As browsers look for it: as it is written, then decoded; the top is everywhere, and so is a text to look for.</summary>
    private static bool IsThere(string place, IReadOnlySet<string> places) =>
        place.Equals("top", StringComparison.OrdinalIgnoreCase)
        || place.StartsWith(":~:", StringComparison.Ordinal)
        || places.Contains(place)
        || places.Contains(Uri.UnescapeDataString(place));

    private static LinkFault Bad(string message) => new("links.bad-address", "error", message);

    private static LinkFault Outside(string path, string instead) =>
        new("links.outside", "error", $"leads to {path}, which is outside the published pages: {instead}.");

    /// <summary>With a recipient, or with none but something to send: a mail for the visitor to address.</summary>
    [GeneratedRegex(
        @"^mailto:\s*(?:[^\s@?,]+(?:@|%40)[^\s@?,]+(?:,|\?|\z)|\?[a-z]+=)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Recipient();

    /// <summary>RFC 3966: digits, and what may stand between them; an extension or a pause after a semicolon or a comma.</summary>
    [GeneratedRegex(
        @"^(?:tel|sms):\s*\+?[0-9*#(][0-9*#().\s\u00a0/-]*[0-9*#)]\s*(?:[;,?].*)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Telephone();

    [GeneratedRegex(
        @"^(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|de|at|ch|fr|es|it|io|eu|uk|co|app|dev)(?:/|\z))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Host();
}
