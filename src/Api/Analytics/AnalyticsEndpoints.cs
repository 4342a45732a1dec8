using System.ComponentModel.DataAnnotations;
using System.Globalization;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.Analytics;
using AiWebBuilder.Application.Analytics.Submissions;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;
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
        campaign.MapGet("/analytics", GetAnalytics).WithName("getAnalytics").WithSummary("Get a campaign's analytics");
        campaign.MapGet("/analytics/funnel", GetFunnel).WithName("getFunnel").WithSummary("Get a campaign's funnel");
        campaign
            .MapGet("/analytics/export.csv", ExportAnalytics)
            .WithName("exportAnalytics")
            .WithSummary("Export daily figures as CSV")
            .LimitedBy(RateLimit.Exports)
            .AnswersFile("text/csv")
            .OpensBySignedAddress();
        // Two addresses, one list: the contract's table can be read either way.
        campaign
            .MapGet("/analytics/events", ListEvents)
            .WithName("listAnalyticsEvents")
            .WithSummary("List a campaign's recorded events");
        campaign.MapGet("/events", ListEvents).WithName("listEvents").WithSummary("List a campaign's events");
        campaign
            .MapGet("/submissions", ListSubmissions)
            .WithName("listSubmissions")
            .WithSummary("List a campaign's form submissions");
        campaign
            .MapDelete("/submissions/{submissionId:guid}", DeleteSubmission)
            .WithName("deleteSubmission")
            .WithSummary("Delete a form submission");
    }

    private static async Task<Ok<AnalyticsView>> GetAnalytics(
        Guid campaignId,
        [DataType(DataType.DateTime)] string? from,
        [DataType(DataType.DateTime)] string? to,
        [OneOf(typeof(AnalyticsIntervals))] string? interval,
        [OneOf(typeof(AnalyticsGroups))] string? groupBy,
        ISender sender,
        SignedAddresses addresses,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var figures = await sender.Send(new GetAnalytics(campaignId, from, to, interval, groupBy), cancellationToken);
        return TypedResults.Ok(
            figures with
            {
                DownloadUrl = addresses.Sign(
                    context,
                    $"/v1/campaigns/{campaignId}/analytics/export.csv",
                    (nameof(from), from),
                    (nameof(to), to)
                ),
            }
        );
    }

    private static async Task<Ok<FunnelView>> GetFunnel(
        Guid campaignId,
        string? steps,
        [DataType(DataType.DateTime)] string? from,
        [DataType(DataType.DateTime)] string? to,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetFunnel(campaignId, steps, from, to), cancellationToken));

    private static async Task<PushStreamHttpResult> ExportAnalytics(
        Guid campaignId,
        [DataType(DataType.DateTime)] string? from,
        [DataType(DataType.DateTime)] string? to,
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
        [OneOf(typeof(EventTypes))] string? type,
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
