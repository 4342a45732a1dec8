using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Campaigns.Themes;
using AiWebBuilder.Application.Campaigns.Themes.Brands;
using AiWebBuilder.Application.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Campaigns;

internal sealed class ThemeEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var theme = routes
            .MapGroup("/v1/campaigns/{campaignId:guid}/theme")
            .WithTags("Campaigns")
            .RequireAuthorization();
        theme.MapGet("", GetTheme).WithName("getTheme").WithSummary("Get a campaign's theme");
        theme
            .MapPost("extractions", ExtractTheme)
            .WithName("extractTheme")
            .WithSummary("Propose a theme after a brand");
        theme.MapPut("", SetTheme).WithName("setTheme").WithSummary("Restyle a campaign's pages");
    }

    private static async Task<Ok<ThemeView>> GetTheme(
        Guid campaignId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetTheme(campaignId), cancellationToken));

    private static async Task<Ok<ThemeProposal>> ExtractTheme(
        Guid campaignId,
        ThemeSource body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ExtractTheme(campaignId, body), cancellationToken));

    private static async Task<Ok<ThemeView>> SetTheme(
        Guid campaignId,
        ThemeFields body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new SetTheme(campaignId, body), cancellationToken));
}
