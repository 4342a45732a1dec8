using System.Globalization;
using System.IO.Compression;
using AiWebBuilder.Application.Integrations.Imports;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.Integrations.Imports;

/// <summary>A site in a ZIP. Nothing of it is ever written to a disk: names are only names.</summary>
internal sealed class ZipSite(ISourceReader reader)
{
    private const int MostEntries = 10_000;
    private const long MostBytes = 50L * 1024 * 1024;

    // Unix keeps the kind of a file in the upper half of what ZIP calls external attributes.
    private const int FileKind = 0xF000;
    private const int SymbolicLink = 0xA000;

    private long left = MostBytes;

    public SourceSite Read(byte[] file)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
            return Read(archive);
        }
        catch (InvalidDataException)
        {
            throw SourceFiles.Unreadable("The ZIP is damaged.");
        }
    }

    private SourceSite Read(ZipArchive archive)
    {
        if (archive.Entries.Count > MostEntries)
        {
            throw SourceFiles.Unreadable(
                string.Create(CultureInfo.InvariantCulture, $"The ZIP holds more than {MostEntries} entries.")
            );
        }
        List<ImportedPage> skipped = [];
        Dictionary<string, ZipArchiveEntry> files = new(StringComparer.Ordinal);
        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            if (ProblemOf(entry) is { } problem)
            {
                skipped.Add(new ImportedPage(entry.FullName, null, null, problem));
            }
            else
            {
                files.TryAdd(entry.FullName, entry);
            }
        }
        List<SourceFile> pages = [];
        foreach (
            var (path, entry) in files
                .Where(one => IsPage(one.Key))
                .OrderBy(one => one.Key.Count(character => character == '/'))
                .ThenByDescending(one => IsIndex(one.Key))
                .ThenBy(one => one.Key, StringComparer.Ordinal)
        )
        {
            if (pages.Count == ImportFields.MostPages)
            {
                skipped.Add(new ImportedPage(path, null, null, "More pages than one import takes."));
                continue;
            }
            if (Bytes(entry, SourceFiles.MostHtml) is { } html)
            {
                try
                {
                    pages.Add(
                        new SourceFile(
                            path,
                            null,
                            reader.Read(html, null, new Uri($"https://{SourcePage.Nowhere}/{Escaped(path)}"))
                        )
                    );
                }
                catch (DomainException refusal)
                {
                    skipped.Add(new ImportedPage(path, null, null, refusal.Error.Message));
                }
            }
            else
            {
                skipped.Add(new ImportedPage(path, null, null, "The page is larger than 5 MB."));
            }
        }
        if (pages.Count == 0)
        {
            throw SourceFiles.Unreadable("The ZIP holds no HTML file.");
        }
        Dictionary<string, byte[]> pictures = new(StringComparer.Ordinal);
        Dictionary<string, string> missing = new(StringComparer.Ordinal);
        foreach (
            var address in pages
                .SelectMany(page => page.Page.Elements)
                .Where(one => one is { Kind: SourceKinds.Image, Fate: null, Address: not null })
                .Select(one => one.Address!)
                .Distinct(StringComparer.Ordinal)
        )
        {
            var path =
                Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host == SourcePage.Nowhere
                    ? Uri.UnescapeDataString(uri.AbsolutePath).TrimStart('/')
                    : null;
            if (path is null || !files.TryGetValue(path, out var entry))
            {
                missing[address] = "The picture is not in the ZIP.";
            }
            else if (Bytes(entry, ImageFile.MaxBytes) is { } bytes)
            {
                pictures[address] = bytes;
            }
            else
            {
                missing[address] = "The picture is too large.";
            }
        }
        return new SourceSite(pages, skipped) { Pictures = pictures, Missing = missing };
    }

    private static string? ProblemOf(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        if (
            name.Length > 500
            || name.StartsWith('/')
            || name.Contains('\\', StringComparison.Ordinal)
            || name.Contains(':', StringComparison.Ordinal)
            || name.Contains('\0', StringComparison.Ordinal)
            || name.Split('/').Contains("..", StringComparer.Ordinal)
        )
        {
            return "The name leads out of the ZIP.";
        }
        return ((entry.ExternalAttributes >> 16) & FileKind) == SymbolicLink ? "A symbolic link." : null;
    }

    private static bool IsPage(string path) =>
        path.EndsWith(".html", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".htm", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".xhtml", StringComparison.OrdinalIgnoreCase);

    private static bool IsIndex(string path) =>
        path.Split('/')[^1].StartsWith("index.", StringComparison.OrdinalIgnoreCase);

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>Counted while reading: what a ZIP says of its sizes is what its author says. Null: there is more.</summary>
    private byte[]? Bytes(ZipArchiveEntry entry, int most)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            if ((left -= read) < 0)
            {
                throw SourceFiles.Unreadable("The ZIP holds more than 50 MB of pages and pictures.");
            }
            if (bytes.Length + read > most)
            {
                return null;
            }
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }
}
