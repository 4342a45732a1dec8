using System.Globalization;
using FluentValidation;

namespace AiWebBuilder.Application.Common.Addresses;

/// <summary>Addresses on the web that a request names.</summary>
public static class WebAddresses
{
    public const int MaxLength = 2000;

    /// <summary>
    /// Absolute and <c>https</c>, without a user's name or password, and in ASCII as RFC 3986 has it: no blanks, line breaks or other
    /// control characters, which would go on into headers and markup, and no letters that look like others.
    /// </summary>
    public static bool IsHttps(string? address) => IsAddress(address, Uri.UriSchemeHttps);

    /// <summary>The same for <c>http</c> as well, where something else decides who may do without TLS.</summary>
    public static bool IsHttp(string? address) =>
        IsAddress(address, Uri.UriSchemeHttps) || IsAddress(address, Uri.UriSchemeHttp);

    /// <summary>Null, or <see cref="IsHttps"/>.</summary>
    public static IRuleBuilderOptions<T, string?> HttpsAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(address => address is null || IsHttps(address))
            .WithMessage(
                $"This is not an https address of at most {MaxLength} characters: write a domain beyond ASCII as xn--, other characters "
                    + "percent-encoded, and no user name or password."
            );

    private static bool IsAddress(string? address, string scheme) =>
        address is { Length: <= MaxLength }
        // The parser would trim blanks and turn backslashes around.
        && address.All(letter => letter is > ' ' and <= '~' and not ('\\' or '"' or '<' or '>'))
        && address.StartsWith($"{scheme}://", StringComparison.OrdinalIgnoreCase)
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && IsPlain(address[(scheme.Length + 3)..].Split('/', '?', '#')[0], uri)
        && (uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || IsHost(uri.Host))
        && Uri.IsWellFormedUriString(address, UriKind.Absolute);

    /// <summary>Host and port as they are read: no user, not even an empty one, and no number that means an address.</summary>
    private static bool IsPlain(string authority, Uri uri) =>
        authority.Equals(uri.Host, StringComparison.OrdinalIgnoreCase)
        || authority.Equals(
            string.Create(CultureInfo.InvariantCulture, $"{uri.Host}:{uri.Port}"),
            StringComparison.OrdinalIgnoreCase
        );

    /// <summary>A domain name as DNS has it, or this machine.</summary>
    private static bool IsHost(string host) => host == "localhost" || DomainNames.Canonical(host) == host;
}
