using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Analytics.Ingestion;
using AiWebBuilder.Infrastructure.Analytics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Api.Analytics;

/// <summary>
/// What published pages talk to. They live in an opaque origin, so their requests are cross-origin: a text/plain body makes them
/// simple requests, which need no preflight.
/// </summary>
internal sealed class IngestionEndpoints : IEndpoints
{
    private const int MaxBody = 16 * 1024;

    private static readonly byte[] Script = ReadScript();
    private static readonly string ScriptTag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Script).AsSpan(0, 16))}\"";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/e", RecordEvents)
            .WithName("recordEvents")
            .WithTags("Analytics")
            .Accepts<IncomingEvents>("application/json", "text/plain")
            .AddEndpointFilter(RateLimits.LimitIngestion)
            .AllowAnonymous()
            .ShortCircuit();
        routes.MapMethods("/e", ["OPTIONS"], AllowEvents).ExcludeFromDescription().AllowAnonymous().ShortCircuit();
        routes
            .MapGet("/t.js", GetScript)
            .WithName("getTrackingScript")
            .WithTags("Analytics")
            .AllowAnonymous()
            .ShortCircuit();
    }

    private static async Task<Accepted<IngestionResult>> RecordEvents(
        HttpContext context,
        IEventIngestion ingestion,
        IOptions<AnalyticsOptions> options,
        CancellationToken cancellationToken
    )
    {
        // At the start of the answer, because an error document starts with cleared headers.
        context.Response.OnStarting(
            static response =>
            {
                ((HttpResponse)response).Headers.AccessControlAllowOrigin = "*";
                return Task.CompletedTask;
            },
            context.Response
        );
        if (
            context.Request.ContentType is { Length: > 0 } type
            && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            && !type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new BadHttpRequestException(
                "Send application/json or text/plain.",
                StatusCodes.Status415UnsupportedMediaType
            );
        }
        var body = await context.Request.ReadUpToAsync(MaxBody, cancellationToken);
        return TypedResults.Accepted(
            (string?)null,
            await ingestion.RecordAsync(Read(body), Senders.Of(context, options.Value.CountryHeader), cancellationToken)
        );
    }

    private static IncomingEvents Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var read = JsonSerializer.Deserialize(body.Span, IncomingEventsJson.Default.IncomingEvents);
            // Nullability is checked of members, not of what a list holds.
            return read is not null && !read.Events.Contains(null!)
                ? read
                : throw new BadHttpRequestException("The body or one of its events is null.");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException(
                "The body is not the JSON that this address takes.",
                StatusCodes.Status400BadRequest,
                malformed
            );
        }
    }

    /// <summary>For pages on other hosts that send application/json.</summary>
    private static NoContent AllowEvents(HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlAllowMethods = "POST";
        response.Headers.AccessControlAllowHeaders = "Content-Type";
        response.Headers.AccessControlMaxAge = "86400";
        return TypedResults.NoContent();
    }

    private static IResult GetScript(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ETag = ScriptTag;
        headers.CacheControl = "public, max-age=3600";
        // Exported pages load it from wherever they stand.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return context.Request.Headers.IfNoneMatch.Contains(ScriptTag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(Script, "text/javascript; charset=utf-8");
    }

    private static byte[] ReadScript()
    {
        using var stream = typeof(IngestionEndpoints).Assembly.GetManifestResourceStream(
            "AiWebBuilder.Api.Analytics.t.js"
        )!;
        using var reader = new StreamReader(stream);
        var lines = reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("//", StringComparison.Ordinal));
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
