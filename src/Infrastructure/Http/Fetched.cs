using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Infrastructure.Http;

/// <summary>An answer, whole.</summary>
/// <param name="Address">Where the last redirect led.</param>
internal sealed partial record Fetched(
    Uri Address,
    HttpStatusCode Status,
    HttpResponseHeaders Headers,
    HttpContentHeaders ContentHeaders,
    byte[] Body
)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public string? MediaType => ContentHeaders.ContentType?.MediaType?.ToLowerInvariant();

    /// <summary>In the charset that a byte order mark, the header or the beginning of the document names; else as UTF-8. Never fails.</summary>
    public string Text()
    {
        using var reader = new StreamReader(
            new MemoryStream(Body),
            Charset(ContentHeaders.ContentType?.CharSet) ?? Charset(Declared()) ?? Encoding.UTF8,
            detectEncodingFromByteOrderMarks: true
        );
        return reader.ReadToEnd();
    }

    private string? Declared()
    {
        var beginning = Encoding.Latin1.GetString(Body.AsSpan(0, Math.Min(Body.Length, 1024)));
        // What could be read as ASCII so far is not in UTF-16, whatever it says.
        return
            Declaration().Match(beginning) is { Success: true } found
            && !found.Groups["name"].Value.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase)
            ? found.Groups["name"].Value
            : null;
    }

    private static Encoding? Charset(string? name)
    {
        try
        {
            // What the web calls by these names is Windows' superset of them (WHATWG Encoding).
            return name?.Trim('"', '\'', ' ').ToLowerInvariant() switch
            {
                null or "" => null,
                "iso-8859-1" or "us-ascii" or "ascii" or "latin1" => CodePagesEncodingProvider.Instance.GetEncoding(
                    1252
                ),
                var known => CodePagesEncodingProvider.Instance.GetEncoding(known) ?? Encoding.GetEncoding(known),
            };
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        """charset\s{0,5}=\s{0,5}["']?(?<name>[A-Za-z0-9_-]{2,40})|<\?xml[^>]{0,100}encoding=["'](?<name>[A-Za-z0-9_-]{2,40})""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 200
    )]
    private static partial Regex Declaration();
}
