using System.Buffers;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace AiWebBuilder.Api.Http;

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
    /// Whether the body is in an encoding that can be decoded, or names none. Readers of JSON and of forms fail on any other (UTF-7,
    /// whatever nobody knows) as if the fault were the server's.
    /// </summary>
    public static bool NamesKnownCharset(this HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return true; // what is no media type is refused where one is wanted
        }
        var names = type
            .Parameters.Where(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            .Select(parameter => HeaderUtilities.RemoveQuotes(parameter.Value).ToString())
            .ToArray();
        return names.Length <= 1 && names.All(IsKnown);
    }

    private static bool IsKnown(string charset)
    {
        if (charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }
        try
        {
            return Encoding.GetEncoding(charset) is not null;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static BadHttpRequestException TooLarge() =>
        new("The body is larger than this address accepts.", StatusCodes.Status413PayloadTooLarge);
}
