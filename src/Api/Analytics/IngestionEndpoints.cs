using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.Analytics.Ingestion;
using AiWebBuilder.Domain.Common;
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
            .WithSummary("Record visitor events")
            .LimitedBy(RateLimit.Ingestion)
            .WithTags("Published pages")
            .Accepts<IncomingEvents>("application/json", "text/plain")
            .AddEndpointFilter(RateLimits.LimitIngestion)
            .AllowAnonymous()
            .ShortCircuit();
        routes.MapMethods("/e", ["OPTIONS"], AllowEvents).ExcludeFromDescription().AllowAnonymous().ShortCircuit();
        routes
            .MapGet("/t.js", GetScript)
            .WithName("getTrackingScript")
            .WithSummary("Get the tracking script")
            .AnswersFile("text/javascript")
            .AnswersNotModified()
            .WithTags("Published pages")
            .AllowAnonymous()
            .ShortCircuit();
    }

    /// <summary>
    /// Records up to 50 events of a published campaign. Invalid events are reported by their place in the request and do not affect the
    /// others; an event that is sent again counts once.
    /// </summary>
    /// <exception cref="DomainException">NotFound: the campaign is not published; Unavailable: send the events again.</exception>
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
            (
                context.Request.ContentType is { Length: > 0 } type
                && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
                && !type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)
            ) || !context.Request.TryUnquoteCharset()
        )
        {
            throw new BadHttpRequestException(
                "Send application/json or text/plain.",
                StatusCodes.Status415UnsupportedMediaType
            );
        }
        var body = await context.Request.ReadUpToAsync(MaxBody, cancellationToken);
        using var document = Parse(body);
        var (campaignId, events) = EnvelopeIn(document.RootElement);
        return TypedResults.Accepted(
            (string?)null,
            await ingestion.RecordAsync(
                campaignId,
                events,
                EventOrigins.Of(context, options.Value.CountryHeader),
                cancellationToken
            )
        );
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            // No level is too deep here: an event that nests too deep is refused by itself, when it is read.
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxBody });
        }
        catch (JsonException malformed)
        {
            throw new BadHttpRequestException(
                "The body is not valid JSON.",
                StatusCodes.Status400BadRequest,
                malformed
            );
        }
    }

    /// <summary>The envelope, read strictly. What is wrong with an event is told with its place, and refuses nothing else.</summary>
    private static (Guid CampaignId, IReadOnlyList<JsonElement> Events) EnvelopeIn(JsonElement body)
    {
        Guid? campaign = null;
        JsonElement? events = null;
        if (body.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in body.EnumerateObject())
            {
                if (campaign is null && IsNamed(member, "campaignId"u8) && IdIn(member.Value) is { } id)
                {
                    campaign = id;
                }
                else if (events is null && IsNamed(member, "events"u8) && member.Value.ValueKind == JsonValueKind.Array)
                {
                    events = member.Value;
                }
                else
                {
                    throw NoEnvelope();
                }
            }
        }
        return campaign is { } found && events is { } list ? (found, [.. list.EnumerateArray()]) : throw NoEnvelope();

        static Guid? IdIn(JsonElement value)
        {
            try
            {
                return value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id : null;
            }
            catch (InvalidOperationException)
            {
                return null; // half of a surrogate pair
            }
        }

        static BadHttpRequestException NoEnvelope() =>
            new("The body must be an object with campaignId (a UUID) and events (an array), and no other members.");
    }

    private static bool IsNamed(JsonProperty member, ReadOnlySpan<byte> name)
    {
        try
        {
            return member.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false; // half of a surrogate pair
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

    /// <summary>The script that published pages load, which sends their events.</summary>
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
