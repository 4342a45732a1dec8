using System.Globalization;
using System.Net;
using System.Xml;
using AiWebBuilder.Application.Integrations.Imports;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Http;

namespace AiWebBuilder.Infrastructure.Integrations.Imports;

/// <summary>Visits one host by its rules: what its robots.txt forbids is not read, and a request a second is enough.</summary>
internal sealed class SiteVisit(
    ISourceReader reader,
    GuardedFetcher fetcher,
    TimeProvider time,
    Func<int, Task> progress
)
{
    private const int MostListed = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly Dictionary<string, DateTimeOffset> last = new(StringComparer.OrdinalIgnoreCase);
    private readonly DateTimeOffset end = time.GetUtcNow() + Longest;

    /// <summary>Pages that are known to be there, beside those that links lead to: where the first cannot be read, another can.</summary>
    public IReadOnlyList<Uri> Known { get; init; } = [];

    /// <summary>Told of each page that was asked for, and what it answered; null: nothing.</summary>
    public Action<Uri, Fetched?> Asked { get; init; } = (_, _) => { };

    public async Task<SourceSite> PagesAsync(Uri first, int most, CancellationToken cancellationToken)
    {
        var robots = await RobotsAsync(first, cancellationToken);
        List<SourceFile> pages = [];
        List<ImportedPage> skipped = [];
        HashSet<string> seen = new(StringComparer.Ordinal) { Key(first) };
        Queue<Uri> next = new([first]);
        foreach (var known in Known)
        {
            Offer(known.AbsoluteUri);
        }
        while (next.TryDequeue(out var address))
        {
            var isFirst = pages.Count == 0 && address == first;
            string? problem = null;
            if (pages.Count == most)
            {
                problem = "More pages than this import was to take.";
            }
            else if (!robots.Allows(address))
            {
                problem = "The robots.txt of the host asks programs not to read it.";
            }
            else if (time.GetUtcNow() > end)
            {
                problem = "The time for one import was over.";
            }
            if (problem is null)
            {
                var (page, why) = await PageAsync(address, first, robots, cancellationToken);
                // A moved page is the page that it moved to.
                if (page is not null && page.Address is { } at && Key(at) != Key(address) && !seen.Add(Key(at)))
                {
                    skipped.Add(new ImportedPage(address.AbsoluteUri, null, null, $"It moved to {at.AbsoluteUri}."));
                    continue;
                }
                if (page is not null)
                {
                    pages.Add(page);
                    await progress(Math.Min(60, 60 * pages.Count / most));
                    var found = page
                        .Page.Elements.Where(one => one is { Kind: SourceKinds.Link, Fate: null, Address: not null })
                        .Select(one => one.Address!);
                    foreach (
                        var address2 in pages.Count == 1
                            ? found.Concat(await SitemapAsync(first, robots, cancellationToken))
                            : found
                    )
                    {
                        Offer(address2);
                    }
                    continue;
                }
                problem = why;
            }
            if (isFirst && Known.Count == 0)
            {
                throw SourceFiles.Unreadable($"The page could not be read: {problem}");
            }
            skipped.Add(new ImportedPage(address.AbsoluteUri, null, null, problem));
        }
        return new SourceSite(pages, skipped);

        void Offer(string written)
        {
            if (
                seen.Count < MostListed
                && Uri.TryCreate(written, UriKind.Absolute, out var address)
                && IsSameHost(address, first)
                && LooksLikePage(address)
                && seen.Add(Key(address))
            )
            {
                next.Enqueue(new UriBuilder(address) { Fragment = "" }.Uri);
            }
        }
    }

    /// <summary>One page alone, by the rules of its host.</summary>
    public async Task<(SourceFile? Page, string? Why)> PageAsync(Uri address, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() > end)
        {
            return (null, "The time for one import was over.");
        }
        var robots = await RobotsAsync(address, cancellationToken);
        return robots.Allows(address)
            ? await PageAsync(address, address, robots, cancellationToken)
            : (null, "The robots.txt of the host asks programs not to read it.");
    }

    /// <summary>Fetches the pictures that are content, and says of each other why not.</summary>
    public async Task<SourceSite> PicturesAsync(
        SourceSite site,
        int most,
        int bytes,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, byte[]> pictures = new(StringComparer.Ordinal);
        Dictionary<string, string> missing = new(StringComparer.Ordinal);
        Dictionary<string, Robots> robots = new(StringComparer.OrdinalIgnoreCase);
        var wanted = site
            .Pages.SelectMany(page => page.Page.Elements)
            .Where(one => one is { Kind: SourceKinds.Image, Fate: null, Address: not null })
            .Select(one => one.Address!)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        foreach (var address in wanted)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                missing[address] = "The file does not say where the picture stands.";
            }
            else if (address.Split('?')[0].EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            {
                missing[address] = "A drawing (SVG) cannot be uploaded.";
            }
            else if (pictures.Count == most)
            {
                missing[address] = string.Create(CultureInfo.InvariantCulture, $"One import takes {most} pictures.");
            }
            else if (time.GetUtcNow() > end)
            {
                missing[address] = "The time for one import was over.";
            }
            else
            {
                var (file, why) = await PictureAsync(uri, bytes, cancellationToken);
                if (file is null)
                {
                    missing[address] = why!;
                }
                else
                {
                    pictures[address] = file;
                }
            }
            await progress(Math.Min(95, 60 + 35 * (pictures.Count + missing.Count) / wanted.Length));
        }
        return site with { Pictures = pictures, Missing = missing };
    }

    private async Task<(byte[]? File, string? Why)> PictureAsync(
        Uri address,
        int bytes,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answer = await FetchAsync(new FetchRequest(address) { MaxBytes = bytes }, cancellationToken);
            return !answer.IsSuccess ? (null, Answered(answer))
                : answer.MediaType is { } type
                && !type.StartsWith("image/", StringComparison.Ordinal)
                && type != "application/octet-stream"
                    ? (null, $"It answers {type}, and no picture.")
                : (answer.Body, null);
        }
        catch (FetchException failure)
        {
            return (null, $"The picture could not be fetched: {failure.Message}");
        }
    }

    private async Task<(SourceFile? Page, string? Why)> PageAsync(
        Uri address,
        Uri first,
        Robots robots,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answer = await FetchAsync(
                new FetchRequest(address) { MaxBytes = SourceFiles.MostHtml },
                cancellationToken
            );
            Asked(address, answer);
            if (!answer.IsSuccess)
            {
                return (null, Answered(answer));
            }
            if (!IsSameHost(answer.Address, first) && address != first)
            {
                return (null, $"It leads to another host, {answer.Address.Host}.");
            }
            if (!robots.Allows(answer.Address) && IsSameHost(answer.Address, first))
            {
                return (null, "The robots.txt of the host asks programs not to read where it leads.");
            }
            if (answer.MediaType is not (null or "text/html" or "application/xhtml+xml"))
            {
                return (null, $"It answers {answer.MediaType}, and no HTML.");
            }
            return (
                new SourceFile(
                    answer.Address.AbsoluteUri,
                    answer.Address,
                    reader.Read(answer.Body, answer.ContentHeaders.ContentType?.ToString(), answer.Address)
                ),
                null
            );
        }
        catch (FetchException failure)
        {
            Asked(address, null);
            return (null, failure.Message);
        }
        catch (DomainException refusal)
        {
            return (null, refusal.Error.Message);
        }
    }

    private static string Answered(Fetched answer) =>
        string.Create(CultureInfo.InvariantCulture, $"it answers {(int)answer.Status}.");

    private async Task<Robots> RobotsAsync(Uri site, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await FetchAsync(
                new FetchRequest(new Uri(site, "/robots.txt")) { MaxBytes = 512 * 1024 },
                cancellationToken
            );
            return answer.IsSuccess ? Robots.Read(answer.Text())
                // RFC 9309: none is there, and all may be read; the server is in trouble, and nothing may.
                : answer.Status >= HttpStatusCode.InternalServerError ? Robots.Nothing
                : Robots.All;
        }
        catch (FetchException)
        {
            // The page itself will say what is wrong.
            return Robots.All;
        }
    }

    private async Task<IEnumerable<string>> SitemapAsync(Uri site, Robots robots, CancellationToken cancellationToken)
    {
        List<string> found = [];
        Queue<Uri> maps = new(
            robots
                .Sitemaps.Select(written =>
                    Uri.TryCreate(site, written, out var map) && IsSameHost(map, site) ? map : null
                )
                .OfType<Uri>()
                .Append(new Uri(site, "/sitemap.xml"))
                .Distinct()
                .Take(3)
        );
        for (var read = 0; read < 4 && maps.TryDequeue(out var map); read++)
        {
            try
            {
                var answer = await FetchAsync(new FetchRequest(map), cancellationToken);
                if (answer.IsSuccess)
                {
                    foreach (var (address, isMap) in Listed(answer.Body))
                    {
                        if (isMap && Uri.TryCreate(address, UriKind.Absolute, out var below) && IsSameHost(below, site))
                        {
                            maps.Enqueue(below);
                        }
                        else if (!isMap)
                        {
                            found.Add(address);
                        }
                    }
                }
            }
            catch (Exception failure) when (failure is FetchException or XmlException)
            {
                // A site without a map, or with a broken one, is read by its links.
            }
            if (found.Count > 0)
            {
                break;
            }
        }
        return found.Take(MostListed);
    }

    private static List<(string Address, bool IsMap)> Listed(byte[] body)
    {
        using var xml = XmlReader.Create(
            new MemoryStream(body),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
        );
        var isIndex = false;
        List<(string, bool)> listed = [];
        while (xml.Read())
        {
            isIndex |= xml is { NodeType: XmlNodeType.Element, LocalName: "sitemapindex" };
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "loc" } && listed.Count < MostListed)
            {
                listed.Add((xml.ReadElementContentAsString().Trim(), isIndex));
            }
        }
        return listed;
    }

    private async Task<Fetched> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var host = request.Address.Authority;
        if (
            last.TryGetValue(host, out var before)
            && before + Pause - time.GetUtcNow() is { } wait
            && wait > TimeSpan.Zero
        )
        {
            await Task.Delay(wait, time, cancellationToken);
        }
        last[host] = time.GetUtcNow();
        return await fetcher.FetchAsync(request, cancellationToken);
    }

    internal static bool IsSameHost(Uri one, Uri other) =>
        Bare(one) == Bare(other) && one.Port == other.Port
        || Bare(one) == Bare(other) && one.IsDefaultPort && other.IsDefaultPort;

    private static string Bare(Uri address) =>
        address.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? address.IdnHost[4..] : address.IdnHost;

    private static bool LooksLikePage(Uri address)
    {
        var name = address.Segments[^1];
        var dot = name.LastIndexOf('.');
        return dot < 0
            || name[dot..].ToLowerInvariant() is ".html" or ".htm" or ".php" or ".aspx" or ".xhtml" or ".jsp";
    }

    /// <summary>Two spellings of one page.</summary>
    internal static string Key(Uri address) =>
        $"{Bare(address)}{address.AbsolutePath.Replace("/index.html", "/", StringComparison.Ordinal)}{address.Query}";
}
