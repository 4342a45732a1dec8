using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.AiUsage.Generations;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Generations;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Api.AiUsage;

/// <summary>A generation's progress, live. What is sent was stored before: any node can go on where another stopped.</summary>
internal sealed class GenerationEventEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/generations/{generationId:guid}/events", GetGenerationEvents)
            .WithName("getGenerationEvents")
            .WithSummary("Follow a generation's progress")
            .WithTags("Generations")
            .RequireAuthorization()
            .OpensBySignedAddress("lastEventId")
            .AddOpenApiOperationTransformer(
                (operation, context, token) =>
                    EventStreams.DescribeAsync(operation, GenerationStream.Events, context, token)
            )
            .Produces(StatusCodes.Status204NoContent)
            .DisableRequestTimeout();

    /// <summary>
    /// Server-sent events of a generation: those after <c>Last-Event-ID</c>, then new ones until it has ended. 204 when it has ended and the
    /// reader has every event: an EventSource then stops reconnecting.
    /// </summary>
    private static async Task<IResult> GetGenerationEvents(
        Guid generationId,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        [FromQuery(Name = "lastEventId")] string? from,
        ISender sender,
        Notifications notifications,
        IOptions<StreamOptions> options,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var after = Parse(lastEventId ?? from);
        // Before the first look: what is stored between the look and the wait is then not missed.
        var news = notifications.Subscribe(GenerationNews.Channel, generationId.ToString());
        response.RegisterForDispose(news);
        // Before the first byte, so that what is wrong gets a status of its own.
        var first = await sender.Send(new GetGenerationEvents(generationId, after), cancellationToken);
        return first is { IsLast: true, Events.Count: 0 }
            ? TypedResults.NoContent()
            : new EventStream(Follow(generationId, after, first, sender, news, options.Value, time, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>?> Follow(
        Guid generationId,
        long after,
        GenerationEvents next,
        ISender sender,
        Notifications.Subscription news,
        StreamOptions options,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var lastSent = time.GetTimestamp();
        while (true)
        {
            foreach (var one in next.Events)
            {
                after = one.Seq;
                yield return new SseItem<string>(one.Data, one.Type)
                {
                    EventId = one.Seq.ToString(CultureInfo.InvariantCulture),
                };
                lastSent = time.GetTimestamp();
            }
            if (next.IsLast)
            {
                yield break;
            }
            if (next.Events.Count == 0)
            {
                var silence = options.KeepAlive - time.GetElapsedTime(lastSent);
                if (silence <= TimeSpan.Zero)
                {
                    yield return null;
                    lastSent = time.GetTimestamp();
                    silence = options.KeepAlive;
                }
                var patience = silence < options.PollInterval ? silence : options.PollInterval;
                await news.WaitAsync(patience, cancellationToken);
            }
            next = await sender.Send(new GetGenerationEvents(generationId, after), cancellationToken);
        }
    }

    private static long Parse(string? id) =>
        string.IsNullOrEmpty(id) ? 0
        : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq
        : throw new DomainException(AiUsageErrors.EventUnknown);
}
