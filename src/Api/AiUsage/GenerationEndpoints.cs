using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.AiUsage.Generations;
using AiWebBuilder.Application.AiUsage.Generations.Quality;
using AiWebBuilder.Application.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.AiUsage;

internal sealed class GenerationEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var generations = routes.MapGroup("/v1/generations").WithTags("Generations").RequireAuthorization();
        generations
            .MapGet("/{generationId:guid}", GetGeneration)
            .WithName("getGeneration")
            .WithSummary("Get a generation")
            .WithETag();
        generations
            .MapDelete("/{generationId:guid}", CancelGeneration)
            .WithName("cancelGeneration")
            .WithSummary("Cancel a generation");
        generations
            .MapPut("/{generationId:guid}/rating", RateGeneration)
            .WithName("rateGeneration")
            .WithSummary("Rate a generation");
    }

    /// <example>{"rating":5,"feedback":"Close to our tone.","accepted":true}</example>
    internal sealed record RatingBody(int Rating, string? Feedback = null, bool? Accepted = null);

    private static async Task<Ok<GenerationView>> GetGeneration(
        Guid generationId,
        ISender sender,
        SignedAddresses addresses,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var generation = await sender.Send(new GetGeneration(generationId), cancellationToken);
        response.Headers.ETag = generation.Etag;
        return TypedResults.Ok(generation with { StreamUrl = addresses.OfEvents(response.HttpContext, generationId) });
    }

    private static async Task<NoContent> CancelGeneration(
        Guid generationId,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new CancelGeneration(generationId), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RateGeneration(
        Guid generationId,
        RatingBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(
            new RateGeneration(generationId, body.Rating, body.Feedback, body.Accepted),
            cancellationToken
        );
        return TypedResults.NoContent();
    }
}
