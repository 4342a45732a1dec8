using System.Text.Json.Nodes;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Operations;
using AiWebBuilder.Application.Operations.Admin;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.Operations;

/// <summary>Settings, log and queue, for the platform's administrators.</summary>
internal sealed class AdminEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes
            .MapGroup("/v1/admin")
            .WithTags("Administration")
            .WithMetadata(new OpenWhenUsedUp())
            .RequireAuthorization();
        admin
            .MapGet("/settings/{key}", GetSetting)
            .WithName("getSetting")
            .WithSummary("Get a platform setting")
            .WithETag();
        admin
            .MapPut("/settings/{key}", SetSetting)
            .WithName("setSetting")
            .WithSummary("Replace a platform setting")
            .WithETag();
        admin
            .MapGet("/audit-log", ListPlatformAuditLog)
            .WithName("listPlatformAuditLog")
            .WithSummary("List the platform's audit log");
        admin.MapGet("/jobs", ListPlatformJobs).WithName("listPlatformJobs").WithSummary("List jobs of all accounts");
        admin
            .MapGet("/jobs/{jobId:guid}", GetPlatformJob)
            .WithName("getPlatformJob")
            .WithSummary("Get a job of any account");
        admin
            .MapDelete("/jobs/{jobId:guid}", CancelPlatformJob)
            .WithName("cancelPlatformJob")
            .WithSummary("Cancel a waiting job");
        admin
            .MapPost("/jobs/{jobId:guid}/retry", RetryPlatformJob)
            .WithName("retryPlatformJob")
            .WithSummary("Retry a failed job");
        admin.MapGet("/recurring", ListRecurringWork).WithName("listRecurringWork").WithSummary("List recurring work");
        admin
            .MapPost("/recurring/{work}/run", RunRecurringWork)
            .WithName("runRecurringWork")
            .WithSummary("Run recurring work now");
        admin.MapPut("/queues/{queue}/pause", PauseQueue).WithName("pauseQueue").WithSummary("Pause a job queue");
        admin.MapDelete("/queues/{queue}/pause", ResumeQueue).WithName("resumeQueue").WithSummary("Resume a job queue");
    }

    /// <example>{"reason":"The provider is down."}</example>
    internal sealed record ReasonBody(string Reason);

    /// <example>{"value":{"campaignsGenerated":5,"customBudget":false},"reason":"Five campaigns a month for everyone."}</example>
    internal sealed record SettingBody(JsonNode? Value, string Reason);

    private static async Task<Ok<SettingView>> GetSetting(
        string key,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var setting = await sender.Send(new GetSetting(key), cancellationToken);
        response.Headers.ETag = setting.ETag;
        return TypedResults.Ok(setting);
    }

    private static async Task<Ok<SettingView>> SetSetting(
        string key,
        SettingBody body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new SetSetting(key, body.Value, body.Reason, ifMatch), cancellationToken);
        return await GetSetting(key, sender, response, cancellationToken);
    }

    private static async Task<Ok<Page<PlatformAuditEntryView>>> ListPlatformAuditLog(
        int? limit,
        string? cursor,
        Guid? accountId,
        string? table,
        string? action,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await sender.Send(new ListPlatformAuditLog(limit, cursor, accountId, table, action), cancellationToken)
        );

    private static async Task<Ok<Page<PlatformJobView>>> ListPlatformJobs(
        int? limit,
        string? cursor,
        [OneOf(typeof(JobStatus))] string? status,
        string? type,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListPlatformJobs(limit, cursor, status, type), cancellationToken));

    private static async Task<Ok<PlatformJobView>> GetPlatformJob(
        Guid jobId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetPlatformJob(jobId), cancellationToken));

    private static async Task<Accepted<PlatformJobView>> CancelPlatformJob(
        Guid jobId,
        string reason,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Accepted(
            $"/v1/admin/jobs/{jobId}",
            await sender.Send(new CancelPlatformJob(jobId, reason), cancellationToken)
        );

    private static async Task<Accepted<PlatformJobView>> RetryPlatformJob(
        Guid jobId,
        ReasonBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Accepted(
            $"/v1/admin/jobs/{jobId}",
            await sender.Send(new RetryPlatformJob(jobId, body.Reason), cancellationToken)
        );

    private static async Task<Ok<Page<RecurringWorkView>>> ListRecurringWork(
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListRecurringWork(), cancellationToken));

    private static async Task<Accepted<PlatformJobView>> RunRecurringWork(
        string work,
        ReasonBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var job = await sender.Send(new RunRecurringWork(work, body.Reason), cancellationToken);
        return TypedResults.Accepted($"/v1/admin/jobs/{job.Id}", job);
    }

    private static async Task<Ok<PausedQueueView>> PauseQueue(
        string queue,
        ReasonBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new PauseQueue(queue, body.Reason), cancellationToken));

    private static async Task<NoContent> ResumeQueue(
        string queue,
        string reason,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new ResumeQueue(queue, reason), cancellationToken);
        return TypedResults.NoContent();
    }
}
