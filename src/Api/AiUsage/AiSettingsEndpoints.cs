using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.AiUsage.Settings;
using AiWebBuilder.Application.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.AiUsage;

/// <summary>What an account chooses of AI.</summary>
internal sealed class AiSettingsEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/v1/ai/settings").WithTags("AI").RequireAuthorization();
        settings
            .MapGet("", GetAiSettings)
            .WithName("getAiSettings")
            .WithSummary("Get the account's AI settings")
            .WithETag();
        settings
            .MapPut("", SetAiSettings)
            .WithName("setAiSettings")
            .WithSummary("Replace the account's AI settings")
            .WithETag();
    }

    /// <example>{"fallbacks":["offline"]}</example>
    internal sealed record AiSettingsBody(IReadOnlyList<string>? Fallbacks);

    private static async Task<Ok<AiSettingsView>> GetAiSettings(
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var settings = await sender.Send(new GetAiSettings(), cancellationToken);
        if (settings.UpdatedAt is { } changed)
        {
            response.Headers.ETag = ETags.Of(changed);
        }
        return TypedResults.Ok(settings);
    }

    private static async Task<Ok<AiSettingsView>> SetAiSettings(
        AiSettingsBody body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new SetAiSettings(body.Fallbacks, ifMatch), cancellationToken);
        return await GetAiSettings(sender, response, cancellationToken);
    }
}
