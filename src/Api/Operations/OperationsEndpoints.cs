using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Operations;

/// <summary>What an account may see of its own background work and changes.</summary>
internal sealed class OperationsEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var operations = routes.MapGroup("/v1").WithTags("Operations").RequireAuthorization();
        operations
            .MapGet("/jobs/{jobId:guid}", GetJob)
            .WithName("getJob")
            .WithSummary("Get a background job")
            .WithETag();
        operations
            .MapGet("/audit-log", ListAuditLog)
            .WithName("listAuditLog")
            .WithSummary("List the account's audit log");
    }

    private static async Task<Ok<JobView>> GetJob(
        Guid jobId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var job = await sender.Send(new GetJob(jobId), cancellationToken);
        response.Headers.ETag = ETags.Of(job.UpdatedAt);
        return TypedResults.Ok(job);
    }

    private static async Task<Ok<Page<AuditEntryView>>> ListAuditLog(
        int? limit,
        string? cursor,
        string? table,
        string? rowId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListAuditLog(limit, cursor, table, rowId), cancellationToken));
}
