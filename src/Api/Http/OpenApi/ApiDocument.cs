using System.Reflection;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.Common;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Http.OpenApi;

/// <summary>The document at <c>/openapi/v1.json</c>: what the code says, completed by the conventions of this API.</summary>
internal static class ApiDocument
{
    /// <summary>The security scheme of tokens and keys.</summary>
    public const string Bearer = "bearer";

    /// <summary>The security scheme of what a browser's own elements ask for.</summary>
    public const string SignedAddress = "signedAddress";

    public static void AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<RequestComments>();
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.CreateSchemaReferenceId = json =>
                    IsShownInPlace(json.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(json);
                // What HEAD answers is said by GET.
                options.ShouldInclude = description => description.HttpMethod != HttpMethods.Head;
                options.AddSchemaTransformer<SchemaConventions>();
                options.AddOperationTransformer<OperationConventions>();
                options.AddDocumentTransformer(Introduce);
                options.AddDocumentTransformer(OrderTags);
                options.AddDocumentTransformer<OpenAnswers>();
            }
        );
    }

    private static bool IsShownInPlace(Type type) =>
        typeof(System.Text.Json.Nodes.JsonNode).IsAssignableFrom(type)
        || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    private static Task Introduce(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "AiWebBuilder",
            Version = "v1",
            Description =
                "From a short brief about a business to a published, measured marketing campaign. Times are RFC 3339 in UTC, "
                + "ids are UUIDs, lists are paged by `limit` and `cursor`, and errors are problem documents with a stable `code`. "
                + "Unknown members of a body are refused.",
            License = new OpenApiLicense { Name = "All rights reserved" },
        };
        // Relative: the address that happened to serve the document is not part of it.
        document.Servers = [new OpenApiServer { Url = "/", Description = "The server of this document." }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description =
                "The `accessToken` that register, log-in and refresh answer, or an API key (`aiwb_live_...`) where its scopes allow it.",
        };
        document.Components.SecuritySchemes[SignedAddress] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Query,
            Name = SignedAddresses.Parameter,
            Description =
                "Part of the addresses that answers give as `streamUrl`, `imageUrl`, `downloadUrl` and `downloadUrls`, for `EventSource`, "
                + "`img` and `a download`, which cannot send a token. Take the address whole: it is good for five minutes and for nothing else.",
        };
        ProblemResponses.AddTo(document.Components);
        return Task.CompletedTask;
    }

    private static Task OrderTags(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var comments = context.ApplicationServices.GetRequiredService<RequestComments>();
        var endpoints = context
            .DescriptionGroups.SelectMany(group => group.Items)
            .Select(description => description.ActionDescriptor.EndpointMetadata)
            .ToLookup(
                metadata => metadata.OfType<ITagsMetadata>().SelectMany(tags => tags.Tags).FirstOrDefault() ?? "",
                metadata => metadata.OfType<MethodInfo>().FirstOrDefault()?.DeclaringType,
                StringComparer.Ordinal
            );
        ApiTags.Order(document, tag => endpoints[tag].FirstOrDefault() is { } type ? comments.SummaryOf(type) : null);
        return Task.CompletedTask;
    }
}
