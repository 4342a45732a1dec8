using System.Text;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Integrations.Analyses;
using AiWebBuilder.Application.Integrations.Analyses.Reports;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Analyses;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Integrations;

/// <summary>Audits of connected platforms, and assessments of a move.</summary>
internal sealed class AnalysisEndpoints : IEndpoints
{
    /// <summary>An opaque origin in which nothing runs, loads or is sent: a report quotes pages of strangers.</summary>
    private const string Policy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var integration = routes
            .MapGroup("/v1/integrations/{integrationId:guid}/analyses")
            .WithTags("Analyses")
            .RequireAuthorization();
        integration.MapPost("", StartAnalysis).WithName("startAnalysis").WithSummary("Analyse a platform's contents");
        integration.MapGet("", ListAnalyses).WithName("listAnalyses").WithSummary("List a connection's analyses");
        var analysis = routes.MapGroup("/v1/analyses/{analysisId:guid}").WithTags("Analyses").RequireAuthorization();
        analysis.MapGet("", GetAnalysis).WithName("getAnalysis").WithSummary("Get an analysis");
        analysis
            .MapGet("/report", GetReport)
            .WithName("getAnalysisReport")
            .WithSummary("Show an analysis' report")
            .AnswersFile("text/html")
            .OpensBySignedAddress();
    }

    /// <param name="Model">The usual one when absent.</param>
    /// <example>{"analysisType":"full_audit"}</example>
    internal sealed record AnalysisBody(
        [property: OneOf(typeof(AnalysisTypes))] string AnalysisType,
        string? Model = null
    );

    private static async Task<Accepted<AnalysisView>> StartAnalysis(
        Guid integrationId,
        AnalysisBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var analysis = await sender.Send(
            new StartAnalysis(integrationId, body.AnalysisType, body.Model),
            cancellationToken
        );
        return TypedResults.Accepted($"/v1/analyses/{analysis.Id}", analysis);
    }

    private static async Task<Ok<Page<AnalysisView>>> ListAnalyses(
        Guid integrationId,
        int? limit,
        string? cursor,
        ISender sender,
        SignedAddresses addresses,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = await sender.Send(new ListAnalyses(integrationId, limit, cursor), cancellationToken);
        return TypedResults.Ok(page with { Data = [.. page.Data.Select(one => Shown(one, addresses, context))] });
    }

    private static async Task<Ok<AnalysisView>> GetAnalysis(
        Guid analysisId,
        ISender sender,
        SignedAddresses addresses,
        HttpContext context,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(Shown(await sender.Send(new GetAnalysis(analysisId), cancellationToken), addresses, context));

    private static AnalysisView Shown(AnalysisView analysis, SignedAddresses addresses, HttpContext context) =>
        analysis.Status == AnalysisStatus.Completed
            ? analysis with
            {
                ReportUrl = addresses.Sign(context, $"/v1/analyses/{analysis.Id}/report"),
            }
            : analysis;

    /// <summary>A completed analysis as a page to read and to print: HTML without scripts. What pages of strangers say is quoted in it as text.</summary>
    private static async Task<IResult> GetReport(
        Guid analysisId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var html = await sender.Send(new GetAnalysisReport(analysisId), cancellationToken);
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "private, no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        return TypedResults.Text(html, "text/html", Encoding.UTF8);
    }
}
