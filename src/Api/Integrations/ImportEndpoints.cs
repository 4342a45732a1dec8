using System.Text.Json;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Integrations.Imports;
using AiWebBuilder.Application.Integrations.Imports.Contents;
using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Redirects;
using AiWebBuilder.Application.Integrations.Imports.Reversions;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Application.Integrations.Imports.Updates;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace AiWebBuilder.Api.Integrations;

/// <summary>Websites of other builders, with and without credentials.</summary>
internal sealed class ImportEndpoints : IEndpoints
{
    private const int MostBytes = 20 * 1024 * 1024;

    /// <summary>Of the JSON that names an address, as of every other JSON body.</summary>
    private const int MostOfAnAddress = 64 * 1024;

    private static readonly TimeSpan LongestUpload = TimeSpan.FromMinutes(2);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/v1/imports").WithTags("Imports").RequireAuthorization();
        imports.MapGet("", ListImports).WithName("listImports").WithSummary("List website imports");
        imports
            .MapPost("", StartImport)
            .Accepts<ImportFields>("application/json", "text/html", "application/zip", "application/octet-stream")
            .WithName("startImport")
            .WithSummary("Import a website")
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .WithRequestTimeout(LongestUpload)
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                {
                    operation.RequestBody!.Description =
                        "The address as JSON, or the file itself: an HTML file of at most 5 MB, or a ZIP of at most 20 MB.";
                    foreach (
                        var (type, body) in operation.RequestBody.Content!.Where(one => one.Key != "application/json")
                    )
                    {
                        body.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
                        body.Example = null;
                    }
                    return Task.CompletedTask;
                }
            );
        routes
            .MapPost("/v1/integrations/{integrationId:guid}/imports", ImportContents)
            .WithTags("Imports")
            .RequireAuthorization()
            .WithName("importContents")
            .WithSummary("Import a platform's contents");
        imports.MapGet("/{importId:guid}", GetImport).WithName("getImport").WithSummary("Get an import");
        imports
            .MapGet("/{importId:guid}/ledger", ListImportLedger)
            .WithName("listImportLedger")
            .WithSummary("List an import's ledger");
        imports
            .MapPost("/{importId:guid}/updates", UpdateImport)
            .WithName("updateImport")
            .WithSummary("Bring an import up to date");
        imports
            .MapPost("/{importId:guid}/reversion", RevertImport)
            .WithName("revertImport")
            .WithSummary("Take an import back");
        imports
            .MapGet("/{importId:guid}/redirects", GetImportRedirects)
            .WithName("getImportRedirects")
            .WithSummary("Get redirects from the old addresses");
    }

    private static async Task<Ok<Page<ImportView>>> ListImports(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListImports(limit, cursor), cancellationToken));

    private static async Task<Accepted<ImportView>> StartImport(
        string? name,
        bool? rehearsal,
        HttpRequest request,
        IOptions<JsonOptions> json,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadUpToAsync(
            request.HasJsonContentType() ? MostOfAnAddress : MostBytes,
            cancellationToken
        );
        var start = request.HasJsonContentType()
            ? new StartImport(Fields(body.Span, json.Value.SerializerOptions), default, null, null, false)
            : new StartImport(null, body, request.ContentType, name, rehearsal ?? false);
        var import = await sender.Send(start, cancellationToken);
        return TypedResults.Accepted($"/v1/imports/{import.Id}", import);
    }

    /// <param name="ContentIds">1–20, in the order of the pages: the first becomes the first.</param>
    /// <param name="Rehearsal">Makes nothing, costs nothing, and tells what would be made.</param>
    /// <example>{"contentIds":["0197a000-0000-7000-8000-000000000001"],"rehearsal":true}</example>
    internal sealed record ContentsBody(IReadOnlyList<Guid> ContentIds, bool Rehearsal = false);

    private static async Task<Accepted<ImportView>> ImportContents(
        Guid integrationId,
        ContentsBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var import = await sender.Send(
            new ImportContents(integrationId, body.ContentIds, body.Rehearsal),
            cancellationToken
        );
        return TypedResults.Accepted($"/v1/imports/{import.Id}", import);
    }

    private static ImportFields Fields(ReadOnlySpan<byte> body, JsonSerializerOptions json)
    {
        try
        {
            return JsonSerializer.Deserialize<ImportFields>(body, json)
                ?? throw new BadHttpRequestException("The body is null: send an object with a url.");
        }
        catch (JsonException malformed)
        {
            throw new BadHttpRequestException(
                "The body is no JSON object with url, rehearsal and maxPages.",
                malformed
            );
        }
    }

    private static async Task<Ok<ImportView>> GetImport(
        Guid importId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetImport(importId), cancellationToken));

    /// <param name="Rehearsal">Changes nothing, costs nothing, and tells what would be changed.</param>
    /// <example>{"rehearsal":true}</example>
    internal sealed record UpdateBody(bool Rehearsal = false);

    private static async Task<Accepted<ImportView>> UpdateImport(
        Guid importId,
        ISender sender,
        CancellationToken cancellationToken,
        UpdateBody? body = null
    )
    {
        var import = await sender.Send(new UpdateImport(importId, body?.Rehearsal ?? false), cancellationToken);
        return TypedResults.Accepted($"/v1/imports/{import.Id}", import);
    }

    private static async Task<Ok<ImportView>> RevertImport(
        Guid importId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new RevertImport(importId), cancellationToken));

    private static async Task<Ok<RedirectMap>> GetImportRedirects(
        Guid importId,
        string? @base,
        HttpRequest request,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await sender.Send(new GetImportRedirects(importId, @base, ServerAddress.Of(request)), cancellationToken)
        );

    private static async Task<Ok<Page<ImportEntry>>> ListImportLedger(
        Guid importId,
        int? limit,
        string? cursor,
        [OneOf(typeof(SourceKinds))] string? elementKind,
        [OneOf(typeof(ImportFates))] string? fate,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await sender.Send(new ListImportLedger(importId, limit, cursor, elementKind, fate), cancellationToken)
        );
}
