using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports.Making;

/// <summary>What pages are called in the campaign.</summary>
internal static class PageKeys
{
    /// <summary>The first page is <c>index</c>; the others are called what their addresses end in.</summary>
    /// <param name="known">Those that have a key already, each once.</param>
    public static Dictionary<SourceFile, string> Of(
        SourceSite site,
        IReadOnlyDictionary<SourceFile, string>? known = null
    )
    {
        Dictionary<SourceFile, string> keys = new(known ?? new Dictionary<SourceFile, string>());
        foreach (var file in site.Pages.Where(file => !keys.ContainsKey(file)))
        {
            var words = keys.Count == 0 ? "index" : Slug(file.Name);
            var key = words;
            for (var number = 2; keys.ContainsValue(key); number++)
            {
                key = $"{words}-{number}";
            }
            keys[file] = key;
        }
        return keys;
    }

    /// <summary>By the addresses that pages name each other by.</summary>
    public static Dictionary<string, string> ByAddress(IReadOnlyDictionary<SourceFile, string> keys) =>
        keys.Where(pair => pair.Key.Page.Head.Address is not null)
            .DistinctBy(pair => pair.Key.Page.Head.Address!.AbsoluteUri, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key.Page.Head.Address!.AbsoluteUri, pair => pair.Value, StringComparer.Ordinal);

    private static string Slug(string name)
    {
        var path = name.Split('?', '#')[0].TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];
        if (last.StartsWith("index.", StringComparison.OrdinalIgnoreCase) && path.Split('/') is { Length: > 1 } parts)
        {
            last = parts[^2];
        }
        var dot = last.LastIndexOf('.');
        var slug = string.Concat(
                (dot > 0 ? last[..dot] : last)
                    .ToLowerInvariant()
                    .Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')
            )
            .Trim('-');
        slug = string.Join('-', slug.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return
            slug.Length is 0 or > 40
            || !char.IsAsciiLetter(slug[0])
            || slug.StartsWith("email", StringComparison.Ordinal)
            ? "page"
            : slug;
    }
}
