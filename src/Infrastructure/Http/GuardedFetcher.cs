using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Http;

/// <summary>
/// The one way to read what accounts have named: over guarded connections, with a cap on what comes back, counted after decompression, and on the time it
/// takes from the first look-up to the last byte. Redirects of reading requests are followed by hand, each through the same checks.
/// </summary>
internal sealed class GuardedFetcher(PublicOnly connections, IOptions<OutgoingOptions> options) : IDisposable
{
    private const int MaxRedirects = 5;
    private const string Agent = "AiWebBuilder/1.0";

    // Its own clock stands behind each request's, which is the shorter.
    private readonly HttpClient client = new(connections.Handler, disposeHandler: false)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <exception cref="FetchException">Nothing came, or what came is none that may be taken. An answer with an error's status is an answer.</exception>
    public async Task<Fetched> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.Patience);
        try
        {
            return await FollowAsync(request, limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FetchException(FetchFailure.TooSlow, "it did not answer in full in time.", late);
        }
        catch (HttpRequestException failure)
        {
            throw Named(failure);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw new FetchException(FetchFailure.Unreadable, "its answer broke off or is damaged.", failure);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<Fetched> FollowAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var address = request.Address;
        var known = true;
        for (var hop = 0; ; hop++)
        {
            Check(address, withCredentials: known && request.Credentials.Count > 0);
            using var message = Message(request, address, known);
            using var answer = await client.SendAsync(
                message,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            if (
                Next(answer, address) is not { } next
                || request.Method != HttpMethod.Get && request.Method != HttpMethod.Head
            )
            {
                return await ReadAsync(request, address, answer, cancellationToken);
            }
            if (hop == MaxRedirects)
            {
                throw new FetchException(
                    FetchFailure.TooManyRedirects,
                    $"it redirects more than {MaxRedirects} times."
                );
            }
            // Once away from whom they are for, credentials do not come back: whoever was asked in between chose the way.
            known = known && IsSameParty(address, next);
            address = next;
        }
    }

    private static Uri? Next(HttpResponseMessage answer, Uri address) =>
        answer.StatusCode
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect
        && answer.Headers.Location is { } location
        // An address that is none leads nowhere: the answer itself is what has come.
        && Uri.TryCreate(address, location, out var next)
            ? next
            : null;

    /// <summary>The same host and port, or the same host that asks for TLS.</summary>
    private static bool IsSameParty(Uri from, Uri to) =>
        from.IdnHost == to.IdnHost
        && (
            from.Scheme == to.Scheme && from.Port == to.Port
            || from is { Scheme: "http", IsDefaultPort: true } && to is { Scheme: "https", IsDefaultPort: true }
        );

    private void Check(Uri address, bool withCredentials)
    {
        if (address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new FetchException(FetchFailure.Refused, "it leads to what is no plain web address.");
        }
        if (withCredentials && address.Scheme == "http" && !(options.Value.AllowLoopback && address.IsLoopback))
        {
            throw new FetchException(FetchFailure.Insecure, "credentials go over https only.");
        }
    }

    private static HttpRequestMessage Message(FetchRequest request, Uri address, bool known)
    {
        var message = new HttpRequestMessage(request.Method, address);
        message.Headers.UserAgent.ParseAdd(Agent);
        message.Headers.AcceptEncoding.ParseAdd("gzip, br");
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        }
        foreach (var (name, value) in known ? request.Headers.Concat(request.Credentials) : request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                // It says something of the body.
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
        return message;
    }

    private static async Task<Fetched> ReadAsync(
        FetchRequest request,
        Uri address,
        HttpResponseMessage answer,
        CancellationToken cancellationToken
    )
    {
        if (request.Method != HttpMethod.Head && answer.Content.Headers.ContentLength > request.MaxBytes)
        {
            throw TooLarge(request);
        }
        await using var raw = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await using var content =
            request.Method == HttpMethod.Head ? raw : Decoded(raw, answer.Content.Headers.ContentEncoding);
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > request.MaxBytes)
            {
                throw TooLarge(request);
            }
            body.Write(buffer, 0, read);
        }
        return new Fetched(address, answer.StatusCode, answer.Headers, answer.Content.Headers, body.ToArray());
    }

    private static FetchException TooLarge(FetchRequest request) =>
        new(
            FetchFailure.TooLarge,
            string.Create(CultureInfo.InvariantCulture, $"its answer is larger than {request.MaxBytes / 1024} KB.")
        );

    private static Stream Decoded(Stream raw, ICollection<string> encodings) =>
        encodings.ToArray() switch
        {
            [] or ["identity"] => raw,
            ["gzip" or "x-gzip"] => new GZipStream(raw, CompressionMode.Decompress),
            ["br"] => new BrotliStream(raw, CompressionMode.Decompress),
            _ => throw new FetchException(
                FetchFailure.Unreadable,
                "its answer is encoded in a way that was not asked for."
            ),
        };

    private static FetchException Named(HttpRequestException failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException)
            {
                return new FetchException(FetchFailure.Refused, cause.Message, failure);
            }
        }
        return failure.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => new(FetchFailure.Unresolved, "its name is not known.", failure),
            HttpRequestError.SecureConnectionError => new(
                FetchFailure.Untrusted,
                "its certificate is not valid, or it speaks no TLS.",
                failure
            ),
            HttpRequestError.ConnectionError => new(FetchFailure.Unreachable, "no connection could be made.", failure),
            _ => new(FetchFailure.Unreadable, "its answer broke off or is damaged.", failure),
        };
    }
}
