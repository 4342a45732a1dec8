namespace AiWebBuilder.Infrastructure.Integrations.Reading;

/// <summary>Finds the videos that an address, an attribute or the settings of a widget name.</summary>
internal static class SourceVideos
{
    private static readonly string[] Files = SourceWords.Videos.Files.Split(' ');
    private static readonly string[] Maps = SourceWords.Videos.Maps.Split(' ');

    /// <summary>Where people watch them.</summary>
    public static IEnumerable<string> In(string value)
    {
        if (value.Length > 50_000)
        {
            yield break;
        }
        var text = value.Replace("\\/", "/", StringComparison.Ordinal);
        foreach (var host in SourceWords.Videos.Hosts)
        {
            for (var at = 0; (at = text.IndexOf(host.In, at, StringComparison.OrdinalIgnoreCase)) >= 0; )
            {
                at += host.In.Length;
                if (IdAt(text, at) is { } id)
                {
                    yield return host.Page.Replace("{id}", id, StringComparison.Ordinal);
                }
            }
        }
        // Settings: {"provider":"vimeo","id":"811000042"}.
        foreach (var provider in SourceWords.Videos.Providers)
        {
            if (
                text.Contains($"\"{provider.Name}\"", StringComparison.OrdinalIgnoreCase)
                && text.IndexOf("\"id\":\"", StringComparison.Ordinal) is var at and >= 0
                && IdAt(text, at + 6) is { } id
            )
            {
                yield return provider.Page.Replace("{id}", id, StringComparison.Ordinal);
            }
        }
    }

    public static bool IsFile(string address) =>
        Files.Any(ending => address.Split('?', '#')[0].EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    public static bool IsMap(string address) =>
        Maps.Any(part => address.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static string? IdAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-') && end - at < 40)
        {
            end++;
        }
        return end - at >= 4 ? text[at..end] : null;
    }
}
