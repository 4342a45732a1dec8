using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>The words around the owner's, in one language: headings, buttons, what a form says. From <c>Labels/{language}.json</c>.</summary>
internal sealed class Labels
{
    private const string Fallback = "en";
    private const string Gap = "{0}";

    private static readonly ConcurrentDictionary<string, Labels> Loaded = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> words;

    private Labels(string language, Dictionary<string, string> words) => (Language, this.words) = (language, words);

    /// <summary>The primary subtag of the language that they are in.</summary>
    public string Language { get; }

    public string this[string key] => words[key];

    /// <summary>Those of a BCP 47 tag's language; English where there are none.</summary>
    public static Labels For(string tag)
    {
        var primary = tag.Split('-', 2)[0].ToLowerInvariant();
        // "iw" and "no": browsers and phones still send them.
        var language = primary switch
        {
            "iw" => "he",
            "no" or "nn" => "nb",
            "in" => "id",
            _ => primary,
        };
        return Loaded.GetOrAdd(language, static name => Read(name) ?? Read(Fallback)!);
    }

    /// <summary>A label around a name or a number.</summary>
    public string Around(string key, string inside) =>
        words[key].Replace(Gap, inside, false, CultureInfo.InvariantCulture);

    /// <summary>The label that a text was made of, and what stands in its gap; null: none.</summary>
    public (string Key, string Inside)? Of(string text)
    {
        foreach (var (key, label) in words)
        {
            var gap = label.IndexOf(Gap, StringComparison.Ordinal);
            if (gap < 0 ? label == text : IsAround(label, gap, text))
            {
                return (key, gap < 0 ? "" : text[gap..^(label.Length - gap - Gap.Length)]);
            }
        }
        return null;
    }

    private static bool IsAround(string label, int gap, string text) =>
        text.Length > label.Length - Gap.Length
        && label.Length > Gap.Length
        && text.StartsWith(label[..gap], StringComparison.Ordinal)
        && text.EndsWith(label[(gap + Gap.Length)..], StringComparison.Ordinal);

    private static Labels? Read(string language)
    {
        using var file = typeof(Labels).Assembly.GetManifestResourceStream($"labels/{language}");
        return file is null
            ? null
            : new Labels(language, JsonSerializer.Deserialize<Dictionary<string, string>>(file)!);
    }
}
