using System.Net;

namespace AiWebBuilder.Infrastructure.AiUsage.Providers;

/// <summary>Knows when a call's request has left: when its last byte was given to the connection.</summary>
internal sealed class DepartureHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Left => left.Task;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.Content is { } content)
        {
            request.Content = new Watched(content, left);
        }
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // An answer or a failure: also of a request that had no body.
            left.TrySetResult();
        }
    }

    private sealed class Watched : HttpContent
    {
        private readonly HttpContent content;
        private readonly TaskCompletionSource left;

        public Watched(HttpContent content, TaskCompletionSource left)
        {
            (this.content, this.left) = (content, left);
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
            left.TrySetResult();
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
