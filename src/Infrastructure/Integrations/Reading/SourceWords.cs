using System.Collections.Frozen;
using System.Text.Json;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading;

/// <summary>What builders call things, and whose scripts and players stand on pages: data in <c>Words/*.json</c>, of which no code knows a name.</summary>
internal static class SourceWords
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly FrozenDictionary<string, string> Lists = Read<Dictionary<string, string>>("classes")
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, FrozenSet<string>> Sets = Lists.ToFrozenDictionary(
        list => list.Key,
        list => list.Value.Split(' ').ToFrozenSet(StringComparer.Ordinal),
        StringComparer.Ordinal
    );

    public static VideoWords Videos { get; } = Read<VideoWords>("videos");

    public static IReadOnlyList<ServiceWords> Services { get; } = Read<ServiceWords[]>("services");

    /// <summary>Phrases, in lower case.</summary>
    public static IReadOnlyList<string> Phrases(string list) => Lists[list].Split('|');

    /// <summary>Whether a text is written to a machine that reads the page, and not to a visitor.</summary>
    public static bool IsSuspicious(string text) =>
        Phrases("suspicious").Any(phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase));

    public static bool Contains(string list, string word) => Sets[list].Contains(word);

    public static string? FirstClass(this IElement element) =>
        element.ClassList.Length > 0 ? element.ClassList[0] : null;

    /// <summary>Whether a class of the element is on the list.</summary>
    public static bool HasClass(this IElement element, string list) =>
        element.ClassList.Any(name => Sets[list].Contains(name.ToLowerInvariant()));

    /// <summary>Whether a class of the element, or its id, is on the list.</summary>
    public static bool IsNamed(this IElement element, string list) =>
        element.HasClass(list) || (element.Id is { } id && Sets[list].Contains(id.ToLowerInvariant()));

    /// <summary>Whether a class or the id of the element, or a word in one, is on the list: <c>faq</c> is a word of <c>hl-faq-child</c>.</summary>
    public static bool IsCalled(this IElement element, string list)
    {
        var words = Sets[list];
        return element.ClassList.Append(element.Id ?? "").Any(name => Speaks(name, words));
    }

    private static bool Speaks(string name, FrozenSet<string> words)
    {
        var lower = name.ToLowerInvariant();
        if (words.Contains(lower))
        {
            return true;
        }
        // Words are what dashes, underscores and capitals part.
        var start = 0;
        for (var at = 1; at <= name.Length; at++)
        {
            var ends =
                at == name.Length || !char.IsLetter(name[at]) || (char.IsUpper(name[at]) && char.IsLower(name[at - 1]));
            if (!ends)
            {
                continue;
            }
            if (at > start && words.Contains(lower[start..at]))
            {
                return true;
            }
            start = at < name.Length && !char.IsLetter(name[at]) ? at + 1 : at;
        }
        return false;
    }

    private static T Read<T>(string name)
    {
        using var file = typeof(SourceWords).Assembly.GetManifestResourceStream($"source-words/{name}")!;
        return JsonSerializer.Deserialize<T>(file, Json)!;
    }
}

/// <param name="Hosts">How players are addressed.</param>
/// <param name="Providers">How settings name a player beside the id of a video.</param>
/// <param name="Files">Endings, parted by spaces.</param>
/// <param name="Maps">Parts of addresses, parted by spaces.</param>
internal sealed record VideoWords(
    IReadOnlyList<VideoHost> Hosts,
    IReadOnlyList<VideoProvider> Providers,
    string Files,
    string Maps
);

/// <param name="In">What stands before the id.</param>
/// <param name="Page">Where people watch it.</param>
internal sealed record VideoHost(string In, string Provider, string Page);

internal sealed record VideoProvider(string Name, string Provider, string Page);

/// <param name="Kind">One of <c>SourceKinds</c>.</param>
/// <param name="Signs">Any of which in a script or an address tells it.</param>
/// <param name="Id">What stands before the account's id; the id itself begins with it where it ends in a dash.</param>
internal sealed record ServiceWords(string Kind, string Vendor, IReadOnlyList<string> Signs, IReadOnlyList<string> Id);
