using System.Text.Json;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>A page that the brief asks for.</summary>
/// <param name="Kind">One of <see cref="PageKinds"/>; <c>landing</c> where its topic is of the owner's own.</param>
/// <param name="Topic">In the owner's words.</param>
internal sealed record AskedPage(string Kind, string? Topic)
{
    private static readonly Known Words = Read();

    /// <summary>Those that the facts name, in their order; the first of the landing kind is the campaign's first page.</summary>
    public static IReadOnlyList<AskedPage> In(IEnumerable<Fact> facts) =>
        [
            .. facts
                .Where(fact => fact.Kind == "deliverable" && (string?)fact.Value["what"] == "page")
                .Select(fact => (string?)fact.Value["topic"])
                .Select(topic => new AskedPage(KindOf(topic), topic)),
        ];

    /// <summary>The <see cref="SectionKinds"/> that a page of the owner's own topic is asked for: "Prices and opening hours".</summary>
    public IReadOnlyList<string> Sections { get; } =
        Kind == PageKinds.Landing
            ? [.. Words.Sections.Where(sections => Names(Topic, sections.Words)).SelectMany(sections => sections.Kinds)]
            : [];

    private static string KindOf(string? topic) =>
        Array.Find(Words.Pages, page => Names(topic, page.Words))?.Kind ?? PageKinds.Landing;

    private static bool Names(string? topic, string[] stems)
    {
        var words = (topic ?? "")
            .ToLowerInvariant()
            .Split([' ', ',', '(', ')', '/', '\u00a0', '’', '\''], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0
            && Array.Exists(
                stems,
                stem =>
                    stem[0] > '\u036f'
                        // Scripts that write without spaces, or put small words before others without one.
                        ? topic!.Contains(stem, StringComparison.OrdinalIgnoreCase)
                        : Array.Exists(words, word => word.StartsWith(stem, StringComparison.Ordinal))
            );
    }

    private static Known Read()
    {
        using var file = typeof(AskedPage).Assembly.GetManifestResourceStream("asked-pages.json")!;
        return JsonSerializer.Deserialize<Known>(file, JsonSerializerOptions.Web)!;
    }

    /// <summary>
    /// Beginnings of words, in the languages that briefs come in. Of the pages, what is first is looked for first: "thank-you page after
    /// checkout".
    /// </summary>
    private sealed record Known(KnownPage[] Pages, KnownSections[] Sections);

    private sealed record KnownPage(string Kind, string[] Words);

    private sealed record KnownSections(string[] Kinds, string[] Words);
}
