using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.Integrations.Troubles;

/// <summary>What a site, or what stands before it, does instead of answering.</summary>
/// <param name="Problem">As the connection names it.</param>
/// <param name="Passes">Whether it may be better in a moment; else a person has to look.</param>
/// <param name="Around">Is given the request, and a way to have it carried out all the same.</param>
internal sealed record Trouble(
    string Name,
    string Problem,
    bool Passes,
    Func<HttpContext, Func<Task<HttpResponseMessage>>, Task> Around
)
{
    private const long TwoGigabytes = 2L * 1024 * 1024 * 1024;

    /// <summary>A hundred megabytes of zeros, and a hundred kilobytes on the way.</summary>
    private static readonly Lazy<byte[]> Bomb = new(() =>
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var zeros = new byte[1024 * 1024];
            for (var megabyte = 0; megabyte < 100; megabyte++)
            {
                zip.Write(zeros);
            }
        }
        return packed.ToArray();
    });

    public static IReadOnlyList<Trouble> All { get; } =
    [
        new(
            "an error of its own",
            "server_error",
            true,
            Page(500, "<h1>Error establishing a database connection</h1>")
        ),
        new("a captcha", "blocked", true, Page(403, "<title>Just a moment...</title><h1>Are you human?</h1>")),
        new("nothing", "unreadable", true, Cut),
        new(
            "nothing, though it did what was asked",
            "unreadable",
            true,
            async (context, carryOut) =>
            {
                (await carryOut()).Dispose();
                context.Abort();
            }
        ),
        new(
            "half an answer",
            "unreadable",
            true,
            async (context, _) =>
            {
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("""[{"id":1,""");
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        ),
        new("a slow drip", "too_slow", true, Drip),
        new("a limit for a moment", "rate_limited", true, Limit("0")),
        new("a limit for a minute", "rate_limited", true, Limit("60")),
        new("a page in place of the API", "not_the_platform", false, Page(200, "<html><body>Welcome</body></html>")),
        new("an empty answer", "not_the_platform", false, Page(200, "")),
        new("2 GB, as it says", "too_large", false, (context, _) => FloodAsync(context, TwoGigabytes)),
        new("2 GB, without a word", "too_large", false, (context, _) => FloodAsync(context, null)),
        new(
            "little that unpacks to far too much",
            "too_large",
            false,
            (context, _) =>
            {
                context.Response.ContentType = "application/json";
                context.Response.Headers.ContentEncoding = "gzip";
                return context.Response.Body.WriteAsync(Bomb.Value).AsTask();
            }
        ),
        new(
            "the way to another host",
            "redirects",
            false,
            Redirect(context => $"http://localhost:{context.Request.Host.Port}/elsewhere")
        ),
        new("the way to nowhere", "unreadable", true, Redirect(_ => "//")),
    ];

    public override string ToString() => Name;

    private static Task Cut(HttpContext context, Func<Task<HttpResponseMessage>> carryOut)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static Func<HttpContext, Func<Task<HttpResponseMessage>>, Task> Page(int status, string html) =>
        (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(html);
        };

    private static Func<HttpContext, Func<Task<HttpResponseMessage>>, Task> Redirect(Func<HttpContext, string> to) =>
        (context, _) =>
        {
            context.Response.StatusCode = 301;
            context.Response.Headers.Location = to(context);
            return Task.CompletedTask;
        };

    private static Func<HttpContext, Func<Task<HttpResponseMessage>>, Task> Limit(string seconds) =>
        (context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = seconds;
            return Task.CompletedTask;
        };

    private static async Task Drip(HttpContext context, Func<Task<HttpResponseMessage>> carryOut)
    {
        await context.Response.WriteAsync("[");
        await context.Response.Body.FlushAsync();
        var gone = new TaskCompletionSource();
        await using var _ = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static async Task FloodAsync(HttpContext context, long? length)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = length;
        var chunk = new byte[1024 * 1024];
        try
        {
            for (long sent = 0; sent < TwoGigabytes; sent += chunk.Length)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The product has had enough.
        }
    }
}
