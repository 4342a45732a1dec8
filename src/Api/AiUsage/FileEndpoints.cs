using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Files;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace AiWebBuilder.Api.AiUsage;

/// <summary>Files that people upload for visitors to download.</summary>
internal sealed class FileEndpoints : IEndpoints
{
    /// <summary>A brochure over a slow network.</summary>
    private static readonly TimeSpan LongestUpload = TimeSpan.FromMinutes(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/v1/files").WithTags("Files").RequireAuthorization();
        files.MapGet("", ListFiles).WithName("listFiles").WithSummary("List uploaded files");
        files
            .MapPost("", UploadFile)
            .WithName("uploadFile")
            .WithSummary("Upload a file")
            .WithMetadata(new RequestSizeLimitAttribute(FileType.MaxBytes))
            .WithRequestTimeout(LongestUpload)
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                {
                    operation.RequestBody = RequestFile.Of("The file itself.", FileTypes.All);
                    return Task.CompletedTask;
                }
            );
        files.MapGet("/{fileId:guid}", GetFile).WithName("getFile").WithSummary("Get a file's details").WithETag();
        files
            .MapGet("/{fileId:guid}/content", GetFileContent)
            .WithName("getFileContent")
            .WithSummary("Download a file")
            .AnswersFile([.. FileTypes.All])
            .AnswersNotModified()
            .OpensBySignedAddress();
        files.MapDelete("/{fileId:guid}", DeleteFile).WithName("deleteFile").WithSummary("Delete a file");
    }

    private static async Task<Ok<Page<FileView>>> ListFiles(
        int? limit,
        string? cursor,
        ISender sender,
        SignedAddresses addresses,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = await sender.Send(new ListFiles(limit, cursor), cancellationToken);
        return TypedResults.Ok(page with { Data = [.. page.Data.Select(file => Shown(file, addresses, context))] });
    }

    private static async Task<Created<FileView>> UploadFile(
        string name,
        string? title,
        HttpRequest request,
        ISender sender,
        SignedAddresses addresses,
        CancellationToken cancellationToken
    )
    {
        var content = await request.ReadUpToAsync(FileType.MaxBytes, cancellationToken);
        var file = await sender.Send(new UploadFile(content, name, title), cancellationToken);
        return TypedResults.Created(file.Url, Shown(file, addresses, request.HttpContext));
    }

    private static async Task<Ok<FileView>> GetFile(
        Guid fileId,
        ISender sender,
        SignedAddresses addresses,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var file = await sender.Send(new GetFile(fileId), cancellationToken);
        response.Headers.ETag = file.Etag;
        return TypedResults.Ok(Shown(file, addresses, response.HttpContext));
    }

    private static FileView Shown(FileView file, SignedAddresses addresses, HttpContext context) =>
        file with
        {
            DownloadUrl = addresses.Sign(context, $"{file.Url}/content"),
        };

    /// <summary>The file itself, always to be kept and never to be shown in a browser's window. Parts of it are answered by Range.</summary>
    /// <exception cref="DomainException">NotFound.</exception>
    private static async Task<FileContentHttpResult> GetFileContent(
        Guid fileId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var file = await sender.Send(new GetUploadContent(UploadKind.File, fileId), cancellationToken);
        // Kept by the caller's own browser alone, which asks each time whether it is still there and still theirs.
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = HeaderNames.Authorization;
        return TypedResults.Bytes(
            file.Content,
            file.ContentType,
            file.Name,
            enableRangeProcessing: true,
            entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(file.Sha256)}\"")
        );
    }

    /// <summary>Deletes an uploaded file and frees its storage. Published pages keep their copy.</summary>
    /// <exception cref="DomainException">NotFound; Conflict <c>ai.file_shown</c>: a component offers it.</exception>
    private static async Task<NoContent> DeleteFile(Guid fileId, ISender sender, CancellationToken cancellationToken)
    {
        await sender.Send(new DeleteUpload(UploadKind.File, fileId), cancellationToken);
        return TypedResults.NoContent();
    }
}
