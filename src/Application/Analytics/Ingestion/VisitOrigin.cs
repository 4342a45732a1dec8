using System.Collections.Frozen;

namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <summary>Where a visit came from and which page it was on: what is kept of the two addresses, without what they carry beside.</summary>
/// <param name="Referrer">Scheme, host and path; a query can hold personal data.</param>
/// <param name="Source"><c>utm_source</c>, else the referring host.</param>
/// <param name="Medium"><c>utm_medium</c>, else <c>referral</c> when there is a referring host.</param>
/// <param name="Page">The page's key; null when the address says none.</param>
internal sealed record VisitOrigin(string? Referrer, string? Source, string? Medium, string? Page)
{
    private const int MaxName = 100;
    private const int MaxReferrer = 500;

    /// <summary>What web servers answer for a folder.</summary>
    private static readonly FrozenSet<string> IndexFiles = FrozenSet.ToFrozenSet(
        ["index.html", "index.htm", "index.php"],
        StringComparer.OrdinalIgnoreCase
    );

    public static VisitOrigin Of(string? url, string? referrer)
    {
        // A path alone is an address too; the host is only there to make it one.
        var page =
            url is not null
            && Uri.TryCreate(new Uri("https://page.invalid"), url, out var address)
            && (address.Scheme is "http" or "https")
                ? address
                : null;
        var from =
            Uri.TryCreate(referrer, UriKind.Absolute, out var absolute)
            && (absolute.Scheme is "http" or "https" or "android-app")
            && absolute.Host.Length > 0
            && (page is null || HostOf(absolute) != HostOf(page))
                ? absolute
                : null;
        var (source, medium) = Utm(page?.Query);
        if (source is null && from is not null)
        {
            source = Cut(HostOf(from), MaxName);
            medium ??= "referral";
        }
        return new VisitOrigin(
            from is null ? null : Cut($"{from.Scheme}://{from.Authority}{from.AbsolutePath}", MaxReferrer),
            source,
            medium,
            PageOf(page?.AbsolutePath)
        );
    }

    private static (string? Source, string? Medium) Utm(string? query)
    {
        string? source = null;
        string? medium = null;
        foreach (var pair in (query ?? "").TrimStart('?').Split('&'))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }
            switch (pair[..at])
            {
                case "utm_source":
                    source ??= Name(pair[(at + 1)..]);
                    break;
                case "utm_medium":
                    medium ??= Name(pair[(at + 1)..]);
                    break;
            }
        }
        return (source, medium);
    }

    /// <summary>Lower case: <c>Newsletter</c> and <c>newsletter</c> are one source to people.</summary>
    private static string? Name(string encoded)
    {
        var name = Uri.UnescapeDataString(encoded.Replace('+', ' ')).Trim().ToLowerInvariant();
        return name.Length == 0 || name.Contains('\0') ? null : Cut(name, MaxName);
    }

    /// <summary>One host, however it is written: lower case, without the root's dot and <c>www.</c>, and in the letters that DNS has.</summary>
    private static string HostOf(Uri address)
    {
        string host;
        try
        {
            host = address.IdnHost;
        }
        catch (UriFormatException)
        {
            host = address.Host; // letters that no domain may have
        }
        host = host.TrimEnd('.').ToLowerInvariant();
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }

    /// <summary>
    /// <c>/p/slug</c> is <c>index</c>, <c>/p/slug/offer</c> is <c>offer</c>; exported, <c>/shop/offer.html</c> is too. A folder is one
    /// page with its index file: <c>/shop</c>, <c>/shop/</c> and <c>/shop/index.html</c> are <c>shop</c>.
    /// </summary>
    private static string? PageOf(string? path)
    {
        if (path is null)
        {
            return null;
        }
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is [.., var file] && IndexFiles.Contains(file))
        {
            parts = parts[..^1];
        }
        var key = parts switch
        {
            [] or ["p", _] => "index",
            [.., var last] => WithoutExtension(last),
        };
        return key.Length is 0 or > MaxName || key.Contains("%00", StringComparison.Ordinal) ? null : key;
    }

    private static string WithoutExtension(string file) =>
        file.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? file[..^5]
        : file.EndsWith(".htm", StringComparison.OrdinalIgnoreCase) ? file[..^4]
        : file;

    /// <summary>At most so many characters, and no half of a surrogate pair at the end.</summary>
    private static string Cut(string text, int length) =>
        text.Length <= length ? text
        : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)]
        : text[..length];
}
