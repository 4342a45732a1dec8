using System.Text.RegularExpressions;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>Addresses as browsers read them (WHATWG URL): what they skip is skipped here too.</summary>
public static partial class WebAddress
{
    /// <summary>The scheme in lower case, without its colon; null: the address is relative.</summary>
    public static string? SchemeOf(string address)
    {
        var scheme = Scheme().Match(Skipped().Replace(address, ""));
        return scheme.Success ? scheme.Groups["name"].Value.ToLowerInvariant() : null;
    }

    /// <summary>Without the white space around it, and with the slashes that browsers take backslashes for.</summary>
    public static string Plain(string address)
    {
        var trimmed = Breaks().Replace(address, "").Trim();
        var end = trimmed.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? trimmed : trimmed[..end];
        return path.Replace('\\', '/') + trimmed[path.Length..];
    }

    /// <summary>Whether a page that loads it asks another host for it, or might: <c>//host</c> and <c>https:</c>, not <c>data:</c>.</summary>
    public static bool IsElsewhere(string address) =>
        SchemeOf(address) is { } scheme
            ? scheme is not ("data" or "blob" or "about" or "cid")
            : Plain(address).StartsWith("//", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?<name>[a-z][a-z0-9+.-]*):",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Scheme();

    // Browsers skip some of these inside a scheme, and older ones all of them.
    [GeneratedRegex(@"[\u0000-\u0020\u007F-\u009F]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Skipped();

    [GeneratedRegex(@"[\t\r\n]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Breaks();
}
