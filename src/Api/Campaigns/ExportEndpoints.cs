using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.Campaigns;
using AiWebBuilder.Application.Campaigns.Exports;
using AiWebBuilder.Application.Campaigns.Versions;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Campaigns;

/// <summary>Everything of a campaign to take away, written straight into the answer.</summary>
internal sealed class ExportEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/campaigns/{campaignId:guid}/exports/{format}", ExportCampaign)
            .WithName("exportCampaign")
            .WithSummary("Export a campaign as files")
            .LimitedBy(RateLimit.Exports)
            .Produces<CampaignDocument>()
            .AnswersFile("application/zip", "application/rss+xml")
            .OpensBySignedAddress()
            .WithTags("Publishing")
            .RequireAuthorization();

    /// <summary>A campaign with every version of its components.</summary>
    /// <param name="Format">Always <c>aiwebbuilder.campaign</c>.</param>
    /// <param name="FormatVersion">Raised when a reader of the one before would go wrong.</param>
    /// <param name="Campaign">The body of <c>POST /v1/campaigns</c> that makes the same again.</param>
    /// <param name="Theme">The body of <c>PUT …/theme</c>.</param>
    /// <param name="Facts">The body of <c>PUT …/facts</c>, before the components, which name them.</param>
    /// <param name="State">What no client sends.</param>
    internal sealed record CampaignDocument(
        string Format,
        int FormatVersion,
        JsonObject Campaign,
        JsonObject Theme,
        JsonObject Facts,
        CampaignPlan? Plan,
        CampaignView State,
        IAsyncEnumerable<ExportedComponent> Components
    );

    /// <param name="Component">The body of <c>POST …/components</c> that makes the same again.</param>
    /// <param name="State">What no client sends.</param>
    internal sealed record ExportedComponent(
        JsonObject Component,
        ComponentState State,
        IReadOnlyList<ComponentVersionView> Versions
    );

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new PlainNumberConverter() },
    };

    private static async Task<PushStreamHttpResult> ExportCampaign(
        Guid campaignId,
        [OneOf(typeof(ExportFormats))] string format,
        ISender sender,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (format == ExportFormats.Json)
        {
            var (name, campaign, state, theme, facts, plan, components) = await sender.Send(
                new ExportDocument(campaignId),
                cancellationToken
            );
            var document = new CampaignDocument(
                "aiwebbuilder.campaign",
                2,
                Body(campaign),
                Body(theme),
                Body(facts),
                plan,
                state,
                WithVersionsAsync(components, sender, cancellationToken)
            );
            return TypedResults.Stream(
                body => JsonSerializer.SerializeAsync(body, document, Json, cancellationToken),
                "application/json; charset=utf-8",
                $"{name}.json"
            );
        }
        var server = ServerAddress.Of(request);
        var export = await sender.Send(new ExportCampaign(campaignId, format, server), cancellationToken);
        return format == ExportFormats.WordPress
            ? TypedResults.Stream(
                body => WriteAsync(body, export.Files[0].Content, cancellationToken),
                "application/rss+xml; charset=utf-8",
                $"{export.Name}-wordpress.xml"
            )
            : TypedResults.Stream(
                _ => ZipAsync(request.HttpContext.Response, export, sender, cancellationToken),
                "application/zip",
                $"{export.Name}-{format}.zip"
            );
    }

    private static async IAsyncEnumerable<ExportedComponent> WithVersionsAsync(
        IReadOnlyList<ComponentDocument> components,
        ISender sender,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var (component, state) in components)
        {
            var versions = await sender.Send(new ExportVersions(state.Id), cancellationToken);
            yield return new ExportedComponent(Body(component), state, versions);
        }
    }

    /// <summary>A request's body in an answer.</summary>
    private static JsonObject Body<T>(T fields) => JsonSerializer.SerializeToNode(fields, Json)!.AsObject();

    private static async Task ZipAsync(
        HttpResponse response,
        CampaignExport export,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        // The archive still writes its few bytes of headers synchronously, which the response's own stream refuses.
        await using var body = response.BodyWriter.AsStream(leaveOpen: true);
        await using var zip = await ZipArchive.CreateAsync(
            body,
            ZipArchiveMode.Create,
            leaveOpen: true,
            Encoding.UTF8,
            cancellationToken
        );
        foreach (var file in export.Files)
        {
            // One at a time: a campaign may show more than fits into memory.
            var upload = file.Upload is { } id ? await sender.Send(new ExportUpload(id), cancellationToken) : null;
            if (file.Upload is not null && upload is null)
            {
                continue;
            }
            var entry = zip.CreateEntry(
                file.Path,
                upload is null ? CompressionLevel.Optimal : CompressionLevel.NoCompression
            );
            // The time of the last change, not of the export: the same campaign gives the same bytes.
            entry.LastWriteTime = export.ChangedAt.ToUniversalTime();
            await using var content = await entry.OpenAsync(cancellationToken);
            if (upload is null)
            {
                await WriteAsync(content, file.Content, cancellationToken);
            }
            else
            {
                await content.WriteAsync(upload.Content, cancellationToken);
            }
        }
    }

    private static async Task WriteAsync(Stream stream, string text, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
}
