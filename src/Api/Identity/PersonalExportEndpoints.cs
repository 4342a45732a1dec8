using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Identity;

/// <summary>Everything of a person to take away, written row by row as it is read.</summary>
internal sealed class PersonalExportEndpoints : IEndpoints
{
    private const string Name = "aiwebbuilder-export";

    /// <summary>Half an hour at most: as long as somebody reads, a connection to the database is theirs.</summary>
    private static readonly TimeSpan LongestExport = TimeSpan.FromMinutes(30);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/me/export", ExportMe)
            .WithName("exportMe")
            .WithSummary("Export all personal data")
            .LimitedBy(RateLimit.Exports)
            .WithMetadata(new OpenWhenUsedUp())
            .Produces<JsonObject>()
            .AnswersFile("application/zip")
            .OpensBySignedAddress()
            .WithTags("Account")
            .RequireAuthorization()
            .WithRequestTimeout(LongestExport);

    private static async Task<PushStreamHttpResult> ExportMe(
        [OneOf(typeof(PersonalExportFormats))] string? format,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var export = await sender.Send(new ExportMe(format), cancellationToken);
        var rows = export.Rows.GetAsyncEnumerator(cancellationToken);
        response.RegisterForDisposeAsync(rows);
        // Begun here, where a refusal can still be answered.
        await rows.MoveNextAsync();
        return format == PersonalExportFormats.Json
            ? TypedResults.Stream(
                _ => WriteJsonAsync(response.BodyWriter, export, rows, cancellationToken),
                "application/json; charset=utf-8",
                $"{Name}.json"
            )
            : TypedResults.Stream(
                _ => WriteZipAsync(response.BodyWriter, export, rows, cancellationToken),
                "application/zip",
                $"{Name}.zip"
            );
    }

    private static async Task WriteZipAsync(
        PipeWriter response,
        PersonalExport export,
        IAsyncEnumerator<ExportedRow> rows,
        CancellationToken cancellationToken
    )
    {
        // The archive still writes its few bytes of headers synchronously, which the response's own stream refuses.
        await using var body = response.AsStream(leaveOpen: true);
        await using var zip = await ZipArchive.CreateAsync(
            body,
            ZipArchiveMode.Create,
            leaveOpen: true,
            Encoding.UTF8,
            cancellationToken
        );
        Stream? part = null;
        var isFirst = true;
        try
        {
            do
            {
                var row = rows.Current;
                if (row.File is { } file)
                {
                    await EndAsync();
                    part = await OpenAsync(row.Part);
                    await part.WriteAsync(file, cancellationToken);
                    await part.DisposeAsync();
                    part = null;
                }
                else if (row.Json is null)
                {
                    await EndAsync();
                    part = await OpenAsync($"{row.Part}.json");
                    await part.WriteAsync("["u8.ToArray(), cancellationToken);
                    isFirst = true;
                }
                else
                {
                    var text = isFirst ? $"\n{row.Json}" : $",\n{row.Json}";
                    await part!.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
                    isFirst = false;
                }
            } while (await rows.MoveNextAsync());
            await EndAsync();
            part = await OpenAsync("about.json");
            await JsonSerializer.SerializeAsync(part, About(export), Json, cancellationToken);
        }
        finally
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }

        async Task EndAsync()
        {
            if (part is not null)
            {
                await part.WriteAsync("\n]\n"u8.ToArray(), cancellationToken);
                await part.DisposeAsync();
                part = null;
            }
        }

        async Task<Stream> OpenAsync(string path)
        {
            var entry = zip.CreateEntry(path, CompressionLevel.Optimal);
            entry.LastWriteTime = export.ExportedAt;
            return await entry.OpenAsync(cancellationToken);
        }
    }

    private static async Task WriteJsonAsync(
        PipeWriter response,
        PersonalExport export,
        IAsyncEnumerator<ExportedRow> rows,
        CancellationToken cancellationToken
    )
    {
        const int FlushAt = 32 * 1024;
        await using var json = new Utf8JsonWriter(response);
        json.WriteStartObject();
        json.WritePropertyName("about");
        JsonSerializer.Serialize(json, About(export), Json);
        var isInPart = false;
        do
        {
            var row = rows.Current;
            if (row.Json is null && isInPart)
            {
                json.WriteEndArray();
                isInPart = false;
            }
            if (row.File is { } file)
            {
                json.WriteBase64String(row.Part, file);
            }
            else if (row.Json is null)
            {
                json.WriteStartArray(row.Part);
                isInPart = true;
            }
            else
            {
                // As PostgreSQL wrote it: it is JSON.
                json.WriteRawValue(row.Json, skipInputValidation: true);
            }
            if (json.BytesPending + response.UnflushedBytes > FlushAt)
            {
                await json.FlushAsync(cancellationToken);
                await response.FlushAsync(cancellationToken);
            }
        } while (await rows.MoveNextAsync());
        if (isInPart)
        {
            json.WriteEndArray();
        }
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static object About(PersonalExport export) =>
        new
        {
            Format = "aiwebbuilder.export",
            FormatVersion = 1,
            export.ExportedAt,
            export.WithAccount,
            export.LeftOut,
        };
}
