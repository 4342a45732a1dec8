using System.Net.ServerSentEvents;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Api.Http;

/// <summary>How streams of server-sent events behave.</summary>
internal sealed class StreamOptions
{
    public const string Section = "Streams";

    /// <summary>After so long without an event a comment is sent, so that no proxy closes the connection as idle.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the database is asked when no notification comes, and whether the reader may still read.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// Whether the caller may still do all that the request was let in with, as a feature of the request: an answer that goes on for minutes
/// must end when the rights to it do. Absent where nobody has signed in.
/// </summary>
internal sealed record LastingRights(Func<CancellationToken, ValueTask<bool>> AreHeldAsync);

/// <summary>
/// An answer of <c>text/event-stream</c> (WHATWG HTML § 9.2). The framework's own result cannot write comments, which keep the
/// connection open without an event that every reader would have to know and skip.
/// </summary>
/// <param name="events">Events whose data is one line; null asks for a comment.</param>
internal sealed class EventStream(IAsyncEnumerable<SseItem<string>?> events) : IResult
{
    public const string MediaType = "text/event-stream";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        // Asks nginx not to collect the stream before it passes it on.
        response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var watch = EndWithRightsAsync(httpContext, end);
        try
        {
            await response.Body.FlushAsync(end.Token);
            await foreach (var next in events.WithCancellation(end.Token))
            {
                var text = next is { } item
                    ? $"id: {item.EventId}\nevent: {item.EventType}\ndata: {item.Data}\n\n"
                    : ": keep-alive\n\n";
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), end.Token);
                await response.Body.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The reader has gone or may read no longer, or this node stops: the reader resumes with Last-Event-ID, here or elsewhere.
        }
        finally
        {
            await end.CancelAsync();
            await watch;
        }
    }

    /// <summary>
    /// A stream outlives its request's authorization: it ends when its reader has signed out, was removed from the account, or reads by
    /// a key that was revoked. Rights that cannot be looked at end it as well.
    /// </summary>
    private static async Task EndWithRightsAsync(HttpContext context, CancellationTokenSource end)
    {
        if (context.Features.Get<LastingRights>() is not { } rights)
        {
            return;
        }
        var services = context.RequestServices;
        using var timer = new PeriodicTimer(
            services.GetRequiredService<IOptions<StreamOptions>>().Value.PollInterval,
            services.GetRequiredService<TimeProvider>()
        );
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token) && await rights.AreHeldAsync(end.Token))
            {
                // Still theirs.
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            await end.CancelAsync();
        }
    }
}
