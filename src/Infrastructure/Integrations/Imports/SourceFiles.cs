using System.Text;
using AiWebBuilder.Application.Integrations.Imports;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Application.Integrations.Platforms.Reading;
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

    public async Task<SourceSite> ReadAsync(
        IReadOnlyList<PlatformPage> pages,
        Func<int, Task> progress,
        CancellationToken cancellationToken
    )
    {
        var visits = new SiteVisit(reader, fetcher, time, progress);
        List<SourceFile> files = [];
        List<ImportedPage> skipped = [];
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            var (file, problem) =
                files.Count == ImportFields.MostPages ? (null, "More pages than one import takes.")
                : page.Problem is not null ? (null, page.Problem)
                : page.Html is { } html ? Given(page, html)
                : await visits.PageAsync(page.Address!, cancellationToken);
            var text = file is null
                ? ""
                : string.Join('\n', file.Page.Elements.Where(one => one.Fate is null).Select(one => one.Text));
            if (file is not null && !texts.TryAdd(text, page.Name))
            {
                (file, problem) = (null, $"It says the same as {texts[text]}.");
            }
            if (file is null)
            {
                skipped.Add(new ImportedPage(page.Name, null, null, problem) { ContentId = page.ContentId });
            }
            else
            {
                files.Add(file with { Name = page.Name, Origin = page });
            }
            await progress(60 * (files.Count + skipped.Count) / pages.Count);
        }
        return files.Count == 0
            ? throw Unreadable(
                $"None of the pages could be read: {string.Join(" ", skipped.Select(one => one.Reason).Distinct())}"
            )
            : await visits.PicturesAsync(
                new SourceSite(files, skipped),
                MostPictures,
                ImageFile.MaxBytes,
                cancellationToken
            );
    }

    private (SourceFile? File, string? Problem) Given(PlatformPage page, byte[] html)
    {
        try
        {
            return (
                new SourceFile(page.Name, page.Address, reader.Read(html, "text/html; charset=utf-8", page.Address)),
                null
            );
        }
        catch (DomainException refusal)
        {
            return (null, refusal.Error.Message);
        }
    }

    public static DomainException Unreadable(string why) => new(ImportErrors.Unreadable(why));
}
