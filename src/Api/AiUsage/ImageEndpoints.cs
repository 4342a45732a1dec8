using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Images;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace AiWebBuilder.Api.AiUsage;

/// <summary>Reference images that people upload.</summary>
internal sealed class ImageEndpoints : IEndpoints
{
    /// <summary>A phone's picture over a slow network.</summary>
    private static readonly TimeSpan LongestUpload = TimeSpan.FromMinutes(2);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/v1/images").WithTags("Images").RequireAuthorization();
        images.MapGet("", ListImages).WithName("listImages").WithSummary("List uploaded images");
        images
            .MapPost("", UploadImage)
            .WithName("uploadImage")
            .WithSummary("Upload an image")
            .WithMetadata(new RequestSizeLimitAttribute(ImageFile.MaxBytes))
            .WithRequestTimeout(LongestUpload)
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                {
                    operation.RequestBody = RequestFile.Of("The file itself.", ImageTypes.All);
                    return Task.CompletedTask;
                }
            );
        images
            .MapGet("/{imageId:guid}", GetImage)
            .WithName("getImage")
            .WithSummary("Get an image's details")
            .WithETag();
        images
            .MapGet("/{imageId:guid}/content", GetImageContent)
            .WithName("getImageContent")
            .WithSummary("Download an image")
            .AnswersFile([.. ImageTypes.All])
            .AnswersNotModified()
            .OpensBySignedAddress();
        images.MapDelete("/{imageId:guid}", DeleteImage).WithName("deleteImage").WithSummary("Delete an image");
    }

    private static async Task<Ok<Page<ImageView>>> ListImages(
        int? limit,
        string? cursor,
        ISender sender,
        SignedAddresses addresses,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = await sender.Send(new ListImages(limit, cursor), cancellationToken);
        return TypedResults.Ok(page with { Data = [.. page.Data.Select(image => Shown(image, addresses, context))] });
    }

    private static async Task<Created<ImageView>> UploadImage(
        string? alt,
        HttpRequest request,
        ISender sender,
        SignedAddresses addresses,
        CancellationToken cancellationToken
    )
    {
        var file = await request.ReadUpToAsync(ImageFile.MaxBytes, cancellationToken);
        var image = await sender.Send(new UploadImage(file, request.ContentType, alt), cancellationToken);
        return TypedResults.Created(image.Url, Shown(image, addresses, request.HttpContext));
    }

    private static async Task<Ok<ImageView>> GetImage(
        Guid imageId,
        ISender sender,
        SignedAddresses addresses,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var image = await sender.Send(new GetImage(imageId), cancellationToken);
        response.Headers.ETag = image.Etag;
        return TypedResults.Ok(Shown(image, addresses, response.HttpContext));
    }

    private static ImageView Shown(ImageView image, SignedAddresses addresses, HttpContext context) =>
        image with
        {
            ImageUrl = addresses.Sign(context, $"{image.Url}/content"),
        };

    /// <summary>The content of an uploaded image, as models get it.</summary>
    /// <exception cref="DomainException">NotFound.</exception>
    private static async Task<FileContentHttpResult> GetImageContent(
        Guid imageId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var image = await sender.Send(new GetUploadContent(UploadKind.Image, imageId), cancellationToken);
        // Kept by the caller's own browser alone, which asks each time whether it is still there and still theirs.
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = HeaderNames.Authorization;
        response.Headers.ContentDisposition = $"inline; filename=\"{imageId}.{image.ContentType.Split('/')[1]}\"";
        return TypedResults.Bytes(
            image.Content,
            image.ContentType,
            entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(image.Sha256)}\"")
        );
    }

    /// <summary>
    /// Deletes an uploaded image and frees its storage. Generations that have ended keep its address, which then leads nowhere; published
    /// pages keep the image.
    /// </summary>
    /// <exception cref="DomainException">
    /// NotFound; Conflict <c>ai.image_in_use</c>: a running generation uses it; <c>ai.image_shown</c>: a component shows it.
    /// </exception>
    private static async Task<NoContent> DeleteImage(Guid imageId, ISender sender, CancellationToken cancellationToken)
    {
        await sender.Send(new DeleteUpload(UploadKind.Image, imageId), cancellationToken);
        return TypedResults.NoContent();
    }
}
