using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using AiWebBuilder.Api.Campaigns;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Visitors;
using AiWebBuilder.Application.Analytics.Ingestion;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Analytics;
using AiWebBuilder.Infrastructure.Analytics.Forms;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
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
                        new JsonObject
                        {
                            ["name"] = new JsonArray("Ada Lovelace"),
                            ["email"] = new JsonArray("ada@example.com"),
                        }
                    );
                    return Task.CompletedTask;
                }
            )
            .WithTags("Published pages")
            .AllowAnonymous();

    /// <summary>
    /// Stores what a visitor entered into a form of a published page, when it is filled in as the form on that page asks. Answers a
    /// confirmation, or redirects to the campaign's own page for it. What is wrong is told by field, in the page's language: to a browser
    /// as the form once more, with what was entered.
    /// </summary>
    /// <exception cref="DomainException">
    /// Validation: malformed, or a field that the form does not have; NotFound: nothing is published at this address, or no form;
    /// Unprocessable: not filled in as the form asks; Unavailable: try again.
    /// </exception>
    private static async Task<IResult> SubmitForm(
        string slug,
        HttpContext context,
        FormSites sites,
        IEventIngestion ingestion,
        IOptions<AnalyticsOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var posted = await ReadFormAsync(context.Request, cancellationToken);
        if (!JsonTexts.IsStorableText(slug))
        {
            throw new DomainException(AnalyticsErrors.NotPublished);
        }
        Guid? componentId = Guid.TryParseExact(FirstOf(posted, FormFields.Component), "D", out var id) ? id : null;
        var fields = FieldsOf(posted);
        var site =
            await sites.FindAsync(slug, componentId, fields.Keys, cancellationToken)
            ?? throw new DomainException(AnalyticsErrors.NotPublished);
        if (fields.Count == 0)
        {
            throw new BadHttpRequestException("The form has no fields.");
        }
        var form = site.Form ?? throw new DomainException(AnalyticsErrors.FormNotFound);
        var words = VisitorWords.For(form.Language);
        var address = $"/p/{slug}{(site.Page == "index" ? "" : $"/{site.Page}")}";
        // Who fills the trap gets the answer that everybody gets.
        if (FirstOf(posted, FormFields.Trap).Length == 0)
        {
            var now = time.GetUtcNow();
            if (FormRules.Check(form, fields, now) is { Count: > 0 } faults)
            {
                var isMalformed = faults.Any(FormRules.IsMalformed);
                return Edge.IsForBrowser(context)
                    ? Page(
                        context,
                        RefusedForm.For(site, form, fields, faults, words, address, now),
                        isMalformed ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity
                    )
                    : throw Refusal(faults, isMalformed, words);
            }
            await ingestion.SubmitAsync(
                new FormPost(site.CampaignId, form.ComponentId, fields),
                EventOrigins.Of(context, options.Value.CountryHeader),
                cancellationToken
            );
        }
        var wish = form.WishIn(fields);
        // The campaign's page for it speaks of the form's first wish.
        if (site.NextPage is { } next && (wish is null || wish == form.Wishes[0] || form.ThanksFor(wish) is null))
        {
            // 303: the next page is fetched by GET, and reloading it sends nothing again.
            context.Response.Headers.Location = $"/p/{slug}/{next}";
            return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
        }
        return Page(
            context,
            ConfirmationPage.For(site.Document, words, form.ThanksFor(wish) ?? form.Thanks, wish, address),
            StatusCodes.Status200OK
        );
    }

    private static ContentHttpResult Page(HttpContext context, string html, int status)
    {
        context.Response.Headers.ContentSecurityPolicy = PublishedPageEndpoints.Policy;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(html, "text/html", Encoding.UTF8, status);
    }

    private static DomainException Refusal(IEnumerable<FormFault> faults, bool isMalformed, VisitorWords words)
    {
        var errors = faults.ToDictionary(
            fault => fault.Field,
            fault => new[] { words.Fault(fault.Rule, fault.Values) },
            StringComparer.Ordinal
        );
        return new DomainException(
            isMalformed ? AnalyticsErrors.FormMalformed(errors) : AnalyticsErrors.FormInvalid(errors)
        );
    }

    /// <returns>Values by name, in their order.</returns>
    /// <exception cref="BadHttpRequestException">Too large, no form, or more than a form of ours has.</exception>
    private static async Task<Dictionary<string, IReadOnlyList<string>>> ReadFormAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!request.HasFormContentType)
        {
            throw new BadHttpRequestException(
                "Send application/x-www-form-urlencoded or multipart/form-data.",
                StatusCodes.Status415UnsupportedMediaType
            );
        }
        var body = await request.ReadUpToAsync(MaxBody, cancellationToken);
        var type = request.GetTypedHeaders().ContentType!;
        return type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? await ReadPartsAsync(request, body, cancellationToken)
            : ReadPairs(body, type.Encoding ?? Encoding.UTF8);
    }

    /// <summary>By itself, because the framework takes two names for one that differ in case, and refuses U+0000 without telling where.</summary>
    private static Dictionary<string, IReadOnlyList<string>> ReadPairs(ReadOnlyMemory<byte> body, Encoding encoding)
    {
        Dictionary<string, IReadOnlyList<string>> form = new(StringComparer.Ordinal);
        var pairs = Encoding.Latin1.GetString(body.Span).Split('&', StringSplitOptions.RemoveEmptyEntries);
        foreach (var pair in pairs.Select(pair => pair.Split('=', 2)))
        {
            var name = Decoded(pair[0]);
            if (name.Length > MaxName || pairs.Length > MaxFields)
            {
                throw new BadHttpRequestException("The body is not a valid form.");
            }
            form[name] = [.. form.GetValueOrDefault(name) ?? [], pair.Length == 2 ? Decoded(pair[1]) : ""];
        }
        return form;

        string Decoded(string text) => HttpUtility.UrlDecode(Encoding.Latin1.GetBytes(text), encoding);
    }

    private static async Task<Dictionary<string, IReadOnlyList<string>>> ReadPartsAsync(
        HttpRequest request,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
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
            return form.Files.Count == 0
                ? form.ToDictionary(
                    field => field.Key,
                    IReadOnlyList<string> (field) => [.. field.Value.Select(value => value ?? "")],
                    StringComparer.Ordinal
                )
                : throw new BadHttpRequestException("Forms do not accept files.");
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException)
        {
            throw new BadHttpRequestException("The body is not a valid form.", malformed);
        }
    }

    private static bool IsUrlEncoded(HttpRequest request) =>
        request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    /// <summary>The form's own fields, without those that publishing added, in one order: what is sent again is known by it.</summary>
    private static Dictionary<string, IReadOnlyList<string>> FieldsOf(Dictionary<string, IReadOnlyList<string>> form) =>
        form.Where(field => field.Key is not (FormFields.Component or FormFields.Trap))
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);

    private static string FirstOf(Dictionary<string, IReadOnlyList<string>> form, string name) =>
        form.GetValueOrDefault(name) is [var first, ..] ? first : "";
}
