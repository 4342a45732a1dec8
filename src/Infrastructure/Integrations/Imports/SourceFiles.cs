using System.Text;
using AiWebBuilder.Application.Integrations.Imports;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Imports;
using AiWebBuilder.Infrastructure.Http;

namespace AiWebBuilder.Infrastructure.Integrations.Imports;

/// <summary>Pages and pictures of a source.</summary>
internal sealed class SourceFiles(ISourceReader reader, GuardedFetcher fetcher, TimeProvider time) : ISourceFiles
{
    public const int MostHtml = 5 * 1024 * 1024;
    private const int MostPictures = 40;

    // What a page of words begins with, in any case.
    private static readonly string[] Signs =
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<div",
        "<section",
        "<main",
        "<h1",
        "<p>",
        "<p ",
    ];

    public string? KindOf(ReadOnlySpan<byte> file)
    {
        if (file is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..])
        {
            return ImportSources.Zip;
        }
        if (file.Length > MostHtml)
        {
            return null;
        }
        var isWide = file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        var start = (
            isWide ? (file[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode) : Encoding.Latin1
        ).GetString(file[..Math.Min(file.Length, 16_384)]);
        return
            (isWide || !start.Contains('\0', StringComparison.Ordinal))
            && Signs.Any(sign => start.Contains(sign, StringComparison.OrdinalIgnoreCase))
            ? ImportSources.Html
            : null;
    }

    public async Task<SourceSite> ReadAsync(
        NewImport import,
        Func<int, Task> progress,
        CancellationToken cancellationToken
    )
    {
        if (import.Kind == ImportSources.Zip)
        {
            return new ZipSite(reader).Read(import.Content!);
        }
        var visits = new SiteVisit(reader, fetcher, time, progress);
        var site =
            import.Kind == ImportSources.Html
                ? new SourceSite(
                    [new SourceFile(import.Source, null, reader.Read(import.Content!, import.ContentType, null))],
                    []
                )
                : await visits.PagesAsync(new Uri(import.Source), import.MaxPages, cancellationToken);
        return await visits.PicturesAsync(site, MostPictures, ImageFile.MaxBytes, cancellationToken);
    }

    public static DomainException Unreadable(string why) => new(ImportErrors.Unreadable(why));
}
