using System.Text.Json.Nodes;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Integrations;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.Integrations;

/// <summary>Connections to the platforms that an account's pages come from and go to.</summary>
internal sealed class IntegrationEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var integrations = routes.MapGroup("/v1/integrations").WithTags("Integrations").RequireAuthorization();
        integrations
            .MapGet("", ListIntegrations)
            .WithName("listIntegrations")
            .WithSummary("List connections to platforms");
        integrations
            .MapPost("", CreateIntegration)
            .WithName("createIntegration")
            .WithSummary("Connect a platform")
            .WithETag();
        integrations
            .MapGet("/{integrationId:guid}", GetIntegration)
            .WithName("getIntegration")
            .WithSummary("Get a connection")
            .WithETag();
        integrations
            .MapPatch("/{integrationId:guid}", UpdateIntegration)
            .WithName("updateIntegration")
            .WithSummary("Update or reconnect a connection")
            .WithETag();
        integrations
            .MapDelete("/{integrationId:guid}", DeleteIntegration)
            .WithName("deleteIntegration")
            .WithSummary("Delete a connection");
        integrations
            .MapPost("/{integrationId:guid}/verification", VerifyIntegration)
            .WithName("verifyIntegration")
            .WithSummary("Verify a connection")
            .WithETag();
    }

    /// <example>{"platformType":"wordpress","accountName":"Our studio's site","credentials":{"siteUrl":"https://www.example.com","username":"admin","applicationPassword":"abcd EFGH 1234 ijkl MNOP 5678"}}</example>
    internal sealed record IntegrationBody(
        [OneOf(typeof(PlatformTypes))] string PlatformType,
        JsonObject Credentials,
        string? AccountName = null
    );

    private static async Task<Ok<Page<IntegrationView>>> ListIntegrations(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListIntegrations(limit, cursor), cancellationToken));

    private static async Task<Created<IntegrationView>> CreateIntegration(
        IntegrationBody body,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var created = await sender.Send(
            new CreateIntegration(body.PlatformType, body.AccountName, body.Credentials),
            cancellationToken
        );
        return TypedResults.Created(
            $"/v1/integrations/{created.Id}",
            await PresentAsync(created.Id, sender, response, cancellationToken)
        );
    }

    private static async Task<Ok<IntegrationView>> GetIntegration(
        Guid integrationId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await PresentAsync(integrationId, sender, response, cancellationToken));

    private static async Task<Ok<IntegrationView>> UpdateIntegration(
        Guid integrationId,
        IntegrationPatch body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new UpdateIntegration(integrationId, ifMatch, body), cancellationToken);
        return TypedResults.Ok(await PresentAsync(integrationId, sender, response, cancellationToken));
    }

    private static async Task<NoContent> DeleteIntegration(
        Guid integrationId,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new DeleteIntegration(integrationId, ifMatch), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IntegrationView>> VerifyIntegration(
        Guid integrationId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new VerifyIntegration(integrationId), cancellationToken);
        return TypedResults.Ok(await PresentAsync(integrationId, sender, response, cancellationToken));
    }

    /// <summary>The integration as it was saved, with the ETag for the next change.</summary>
    private static async Task<IntegrationView> PresentAsync(
        Guid integrationId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var integration = await sender.Send(new GetIntegration(integrationId), cancellationToken);
        response.Headers.ETag = integration.Etag;
        return integration;
    }
}
