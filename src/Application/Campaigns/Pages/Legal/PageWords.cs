using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace AiWebBuilder.Application.Campaigns.Pages.Legal;

/// <summary>What the product itself says on the pages of a campaign, in one language: <c>Words/*.json</c>.</summary>
internal sealed class PageWords
{
    private const string Fallback = "en";

    private static readonly ConcurrentDictionary<string, PageWords?> Loaded = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> words;

    private PageWords(Dictionary<string, string> words) => this.words = words;

    public string this[string key] => words[key];

    /// <summary>Whether there is an imprint in this language.</summary>
    public bool HasImprint => words.ContainsKey("imprint");

    /// <summary>Those of a BCP 47 tag's language; English where there are none.</summary>
    public static PageWords For(string tag) =>
        Read(
            tag.Split('-')[0].ToLowerInvariant() switch
            {
                // Older codes, which browsers and phones still send.
                "iw" => "he",
                "no" or "nn" => "nb",
                "in" => "id",
                var primary => primary,
            }
        ) ?? Read(Fallback)!;

    /// <summary>A text around what it speaks of.</summary>
    public string Around(string key, params object[] inside) =>
        string.Format(CultureInfo.InvariantCulture, words[key], inside);

    private static PageWords? Read(string language) =>
        Loaded.GetOrAdd(
            language,
            static name =>
            {
                using var file = typeof(PageWords).Assembly.GetManifestResourceStream($"page-words/{name}");
                return file is null
                    ? null
                    : new PageWords(JsonSerializer.Deserialize<Dictionary<string, string>>(file)!);
            }
        );
}
