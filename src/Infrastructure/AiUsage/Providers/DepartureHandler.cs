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

    /// <summary>Completed when the request is under way to the provider, or has failed before that.</summary>
    public Task Left => left.Task;

    /// <summary>Whether the provider may have heard anything of it.</summary>
    public bool HasLeft { get; private set; }

    public void Leave()
    {
        HasLeft = true;
        left.TrySetResult();
    }

    /// <summary>It will not leave any more, if it has not.</summary>
    public void End() => left.TrySetResult();

    public void Answered(HttpResponseMessage response) => retryAfter = response.Headers.RetryAfter;

    /// <summary>How long the provider wants to be left alone, by seconds or by a date: an hour at most; null when it has not said so.</summary>
    public TimeSpan? RetryAfter(DateTimeOffset now) =>
        (retryAfter?.Delta ?? retryAfter?.Date - now) is { } wait && wait > TimeSpan.Zero
            ? TimeSpan.FromTicks(Math.Min(wait.Ticks, Longest.Ticks))
            : null;
}

/// <summary>Tells a call's <see cref="Departure"/> what happens to its request, and reads no answer without an end.</summary>
internal sealed class DepartureHandler(HttpMessageHandler inner, Departure departure) : DelegatingHandler(inner)
{
    /// <summary>The longest answer that is asked for takes a tenth of it, each token in an event of its own.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

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
            departure.Leave();
            departure.Answered(response);
            response.Content = await Measured.OfAsync(response.Content, cancellationToken);
            return response;
        }
        finally
        {
            departure.End();
        }
    }

    private sealed class Watched : HttpContent
    {
        /// <summary>Bytes that a connection takes without anybody reading at its other end.</summary>
        private const int FirstPart = 16 * 1024;

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
            // It has left with its first part. How fast the rest follows is the provider's choice, and nobody else is to wait for that.
            await using var body = await content.ReadAsStreamAsync(cancellationToken);
            var part = new byte[FirstPart];
            var read = await body.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancellationToken);
            await stream.WriteAsync(part.AsMemory(0, read), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            departure.Leave();
            await body.CopyToAsync(stream, cancellationToken);
            await stream.FlushAsync(cancellationToken);
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

    /// <summary>An answer as it comes, up to what no answer has: an endpoint that never ends would fill the memory.</summary>
    private sealed class Measured(Stream answer) : AnswerStream
    {
        private long left = MostBytes;

        public static async Task<HttpContent> OfAsync(HttpContent content, CancellationToken cancellationToken)
        {
            var measured = new StreamContent(new Measured(await content.ReadAsStreamAsync(cancellationToken)));
            foreach (var (name, values) in content.Headers)
            {
                measured.Headers.TryAddWithoutValidation(name, values);
            }
            return measured;
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var read = await answer.ReadAsync(buffer, cancellationToken);
            return (left -= read) >= 0 ? read : throw new IOException("The answer is longer than any answer is.");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                answer.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
