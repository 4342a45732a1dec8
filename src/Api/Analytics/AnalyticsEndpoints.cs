using System.Globalization;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Analytics;
using AiWebBuilder.Application.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Analytics;

internal sealed class AnalyticsEndpoints : IEndpoints
{
    private static readonly (string Name, Func<DailyFigureView, object?> Of)[] DailyColumns =
    [
        ("day", row => row.Day),
        ("eventType", row => row.EventType),
        ("componentId", row => row.ComponentId),
        ("source", row => row.Source),
        ("medium", row => row.Medium),
        ("events", row => row.Events),
        ("revenue", row => row.Revenue.ToString("0.00", CultureInfo.InvariantCulture)),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var campaign = routes.MapGroup("/v1/campaigns/{campaignId:guid}").WithTags("Analytics").RequireAuthorization();
        campaign.MapGet("/analytics", GetAnalytics).WithName("getAnalytics");
        campaign.MapGet("/analytics/funnel", GetFunnel).WithName("getFunnel");
        campaign
            .MapGet("/analytics/export.csv", ExportAnalytics)
            .WithName("exportAnalytics")
            .Produces<string>(contentType: "text/csv");
        // Two addresses, one list: the contract's table can be read either way.
        campaign.MapGet("/analytics/events", ListEvents).WithName("listAnalyticsEvents");
        campaign.MapGet("/events", ListEvents).WithName("listEvents");
        campaign.MapGet("/submissions", ListSubmissions).WithName("listSubmissions");
        campaign.MapDelete("/submissions/{submissionId:guid}", DeleteSubmission).WithName("deleteSubmission");
    }

    private static async Task<Ok<AnalyticsView>> GetAnalytics(
        Guid campaignId,
        string? from,
        string? to,
        string? interval,
        string? groupBy,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await sender.Send(new GetAnalytics(campaignId, from, to, interval, groupBy), cancellationToken)
        );

    private static async Task<Ok<FunnelView>> GetFunnel(
        Guid campaignId,
        string? steps,
        string? from,
        string? to,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetFunnel(campaignId, steps, from, to), cancellationToken));

    private static async Task<PushStreamHttpResult> ExportAnalytics(
        Guid campaignId,
        string? from,
        string? to,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var days = await sender.Send(new ExportAnalytics(campaignId, from, to), cancellationToken);
        return TypedResults.Stream(
            body => Csv.WriteAsync(body, days.ToAsyncEnumerable(), DailyColumns, cancellationToken),
            Csv.MediaType,
            $"analytics-{campaignId}.csv"
        );
    }

    private static async Task<Ok<Page<EventView>>> ListEvents(
        Guid campaignId,
        int? limit,
        string? cursor,
        string? type,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListEvents(campaignId, limit, cursor, type), cancellationToken));

    private static async Task<Ok<Page<SubmissionView>>> ListSubmissions(
        Guid campaignId,
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListSubmissions(campaignId, limit, cursor), cancellationToken));

    private static async Task<NoContent> DeleteSubmission(
        Guid campaignId,
        Guid submissionId,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new DeleteSubmission(campaignId, submissionId), cancellationToken);
        return TypedResults.NoContent();
    }
}
