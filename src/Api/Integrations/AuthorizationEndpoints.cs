using System.Text.Json.Nodes;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations;
using AiWebBuilder.Application.Integrations.Authorizations;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Integrations;

/// <summary>Connections that a person grants on the platform's own pages.</summary>
internal sealed class AuthorizationEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var authorizations = routes
            .MapGroup("/v1/integrations/authorizations")
            .WithTags("Integrations")
            .RequireAuthorization();
        authorizations
            .MapPost("", StartAuthorization)
            .WithName("startAuthorization")
            .WithSummary("Start an authorization")
            .WithMetadata(new AnswersSecret());
        authorizations
            .MapPost("/callback", CompleteAuthorization)
            .WithName("completeAuthorization")
            .WithSummary("Complete an authorization")
            .WithETag();
    }

    /// <example>{"platformType":"wordpress","siteUrl":"https://www.example.com"}</example>
    internal sealed record AuthorizationBody(
        [OneOf(typeof(PlatformTypes))] string PlatformType,
        string? SiteUrl = null
    );

    /// <example>{"state":"1mEoVQ2cTzi1FQ9MUJdJ4Js1sKLGqgtkkxG5bs0o3xM","browserKey":"kEFm8Qe3oeQZ9yxZl0sQ0r4Jw1Cw8bmoP6ZrNjqv6vA","answer":{"code":"7a3f9c"}}</example>
    internal sealed record AuthorizationAnswer(string State, string BrowserKey, JsonObject Answer);

    private static async Task<Created<AuthorizationView>> StartAuthorization(
        AuthorizationBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Created(
            (string?)null,
            await sender.Send(new StartAuthorization(body.PlatformType, body.SiteUrl), cancellationToken)
        );

    private static async Task<Ok<IntegrationView>> CompleteAuthorization(
        AuthorizationAnswer body,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var connected = await sender.Send(
            new CompleteAuthorization(body.State, body.BrowserKey, body.Answer),
            cancellationToken
        );
        var saved = await sender.Send(new GetIntegration(connected.Id), cancellationToken);
        response.Headers.ETag = saved.Etag;
        return TypedResults.Ok(saved);
    }
}
