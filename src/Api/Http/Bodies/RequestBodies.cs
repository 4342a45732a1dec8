using System.Buffers;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace AiWebBuilder.Api.Http.Bodies;

/// <summary>Bodies of addresses that accept less than the server does.</summary>
internal static class RequestBodies
{
    /// <summary>Reads the whole body.</summary>
    /// <param name="limit">Bytes.</param>
    /// <exception cref="BadHttpRequestException">413: the body is longer.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadUpToAsync(
        this HttpRequest request,
        int limit,
        CancellationToken cancellationToken
    )
    {
        if (request.ContentLength > limit)
        {
            throw TooLarge();
        }
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                throw TooLarge();
            }
            if (read.IsCompleted)
            {
                // A copy, or the memory would have to be given back by whoever parses it.
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>
    /// Makes sure that readers of JSON and of forms know the charset that the body says it is in: on one that nobody knows or that is
    /// decoded no longer (UTF-7) they fail as if the fault were the server's, and so they do on one in quotes, which is as good as
    /// without (RFC 9110 § 8.3.2).
    /// </summary>
    /// <returns>Whether the charset, if one is named, is known.</returns>
    public static bool TryUnquoteCharset(this HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return true; // what is no media type is refused where one is wanted
        }
        var named = type
            .Parameters.Where(one => one.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            .ToArray();
        if (named is [])
        {
            return true;
        }
        var charset = HeaderUtilities.RemoveQuotes(named[0].Value);
        if (named.Length > 1 || EncodingOf(charset.ToString()) is not { } encoding)
        {
            return false;
        }
        if (charset.Length < named[0].Value.Length)
        {
            // By its registered name: some of the others may stand in quotes only.
            named[0].Value = encoding.WebName;
            request.ContentType = type.ToString();
        }
        return true;
    }

    private static Encoding? EncodingOf(string charset)
    {
        if (charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Encoding.UTF8;
        }
        try
        {
            return Encoding.GetEncoding(charset);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static BadHttpRequestException TooLarge() =>
        new("The body is too large for this endpoint.", StatusCodes.Status413PayloadTooLarge);
}
