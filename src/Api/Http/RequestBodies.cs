using System.Buffers;

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

    private static BadHttpRequestException TooLarge() =>
        new("The body is larger than this address accepts.", StatusCodes.Status413PayloadTooLarge);
}
