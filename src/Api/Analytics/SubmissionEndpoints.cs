using System.Text.Json.Nodes;
using AiWebBuilder.Api.Campaigns;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.Analytics.Ingestion;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Analytics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Analytics;

/// <summary>Where the forms of published pages post to.</summary>
internal sealed class SubmissionEndpoints : IEndpoints
{
    private const int MaxBody = 32 * 1024;
    private const int MaxFields = 50;
    private const int MaxName = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/p/{slug}/submissions", SubmitForm)
            .WithName("submitForm")
            .WithSummary("Submit a form")
            .LimitedBy(RateLimit.Ingestion)
            .AnswersFile("text/html")
            .Produces(StatusCodes.Status303SeeOther)
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                {
                    operation.RequestBody = RequestFile.Of(
                        "The form's fields by their names; a field may have several values.",
                        ["application/x-www-form-urlencoded", "multipart/form-data"],
                        new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            AdditionalProperties = new OpenApiSchema
                            {
                                Type = JsonSchemaType.Array,
                                Items = new OpenApiSchema { Type = JsonSchemaType.String },
                            },
                        },
                        new JsonObject { ["email"] = new JsonArray("ada@example.com") }
                    );
                    return Task.CompletedTask;
                }
            )
            .WithTags("Published pages")
            .AllowAnonymous();

    /// <summary>
    /// Stores what a visitor entered into a form of a published page. Answers a confirmation, or redirects to the campaign's own page for
    /// it.
    /// </summary>
    /// <exception cref="DomainException">Validation; NotFound: nothing is published at this address; Unavailable: try again.</exception>
    private static async Task<IResult> SubmitForm(
        string slug,
        HttpContext context,
        FormSites sites,
        IEventIngestion ingestion,
        IOptions<AnalyticsOptions> options,
        CancellationToken cancellationToken
    )
    {
        var form = await ReadFormAsync(context.Request, cancellationToken);
        if (!JsonTexts.IsStorableText(slug))
        {
            throw new DomainException(AnalyticsErrors.NotPublished);
        }
        Guid? componentId = Guid.TryParseExact(form[FormFields.Component], "D", out var id) ? id : null;
        var site =
            await sites.FindAsync(slug, componentId, cancellationToken)
            ?? throw new DomainException(AnalyticsErrors.NotPublished);
        var fields = FieldsOf(form);
        if (form[FormFields.Trap].ToString().Length == 0)
        {
            await ingestion.SubmitAsync(
                new FormPost(site.CampaignId, site.Page is null ? null : componentId, fields),
                EventOrigins.Of(context, options.Value.CountryHeader),
                cancellationToken
            );
        }
        if (site.NextPage is { } next)
        {
            // 303: the next page is fetched by GET, and reloading it sends nothing again.
            context.Response.Headers.Location = $"/p/{slug}/{next}";
            return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
        }
        context.Response.Headers.ContentSecurityPolicy = PublishedPageEndpoints.Policy;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(
            ConfirmationPage.For(
                site.Html,
                componentId,
                $"/p/{slug}{(site.Page is null or "index" ? "" : $"/{site.Page}")}"
            ),
            "text/html",
            System.Text.Encoding.UTF8
        );
    }

    /// <exception cref="BadHttpRequestException">Too large, no form, or more than a form of ours has.</exception>
    private static async Task<IFormCollection> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            throw new BadHttpRequestException(
                "Send application/x-www-form-urlencoded or multipart/form-data.",
                StatusCodes.Status415UnsupportedMediaType
            );
        }
        var body = await request.ReadUpToAsync(MaxBody, cancellationToken);
        request.Body = new MemoryStream(body.ToArray(), writable: false);
        try
        {
            var form = await new FormFeature(
                request,
                new FormOptions
                {
                    ValueCountLimit = MaxFields,
                    KeyLengthLimit = MaxName,
                    ValueLengthLimit = MaxBody,
                    MultipartBodyLengthLimit = MaxBody,
                }
            ).ReadFormAsync(cancellationToken);
            return form.Files.Count == 0 ? form : throw new BadHttpRequestException("Forms do not accept files.");
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException)
        {
            throw new BadHttpRequestException("The body is not a valid form.", malformed);
        }
    }

    /// <summary>The form's own fields, without those that publishing added.</summary>
    private static Dictionary<string, IReadOnlyList<string>> FieldsOf(IFormCollection form)
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, values) in form.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (name is FormFields.Component or FormFields.Trap)
            {
                continue;
            }
            if (!JsonTexts.IsStorableText(name) || values.Any(value => !JsonTexts.IsStorableText(value)))
            {
                throw new BadHttpRequestException("A field contains U+0000, U+FFFE or an unpaired surrogate.");
            }
            fields[name] = [.. values.Select(value => value ?? "")];
        }
        return fields.Count > 0 ? fields : throw new BadHttpRequestException("The form has no fields.");
    }
}
