using System.Net;
using System.Net.Http.Headers;

namespace AiWebBuilder.Infrastructure.AiUsage.Providers;

/// <summary>What the transport knows of one call, whichever vendor's package makes it.</summary>
internal sealed class Departure
{
    /// <summary>The longest that a provider is left alone because it said so.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RetryConditionHeaderValue? retryAfter;

    /// <summary>A call that does not leave this process.</summary>
    public static Departure None()
    {
        var none = new Departure();
        none.Leave();
        return none;
    }

    /// <summary>Completed when the request's last byte was given to the connection.</summary>
    public Task Left => left.Task;

    public void Leave() => left.TrySetResult();

    public void Answered(HttpResponseMessage response) => retryAfter = response.Headers.RetryAfter;

    /// <summary>How long the provider wants to be left alone, by seconds or by a date: an hour at most; null when it has not said so.</summary>
    public TimeSpan? RetryAfter(DateTimeOffset now) =>
        (retryAfter?.Delta ?? retryAfter?.Date - now) is { } wait && wait > TimeSpan.Zero
            ? TimeSpan.FromTicks(Math.Min(wait.Ticks, Longest.Ticks))
            : null;
}

/// <summary>Tells a call's <see cref="Departure"/> what happens to its request.</summary>
internal sealed class DepartureHandler(HttpMessageHandler inner, Departure departure) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.Content is { } content)
        {
            request.Content = new Watched(content, departure);
        }
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            departure.Answered(response);
            return response;
        }
        finally
        {
            // An answer or a failure: also of a request that had no body.
            departure.Leave();
        }
    }

    private sealed class Watched : HttpContent
    {
        private readonly HttpContent content;
        private readonly Departure departure;

        public Watched(HttpContent content, Departure departure)
        {
            (this.content, this.departure) = (content, departure);
            foreach (var (name, values) in content.Headers)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context,
            CancellationToken cancellationToken
        )
        {
            await content.CopyToAsync(stream, context, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            departure.Leave();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = content.Headers.ContentLength ?? -1;
            return length >= 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                content.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
