using System.Text.Json;
using AiWebBuilder.Application.Integrations.Analyses.Facts;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Integrations.Reading;

namespace AiWebBuilder.Infrastructure.Integrations.Analyses;

/// <summary>What a page asserts, as its visitors read it: phrases are data in <c>claims.json</c>.</summary>
internal static class ClaimCounts
{
    private static readonly Dictionary<string, string[]> Phrases = Read();

    public static IEnumerable<PageCount> Of(SourcePage page)
    {
        var texts = page
            .Elements.Where(one =>
                one is { Fate: null, Parent: 0, Field: null, Text.Length: > 0 }
                && one.Kind is SourceKinds.Heading or SourceKinds.Text or SourceKinds.ListItem or SourceKinds.Cell
            )
            .Select(one => one.Text)
            .ToArray();
        yield return Count("claims.numbers", texts, IsMeasured);
        yield return Count("claims.guarantees", texts, text => Says("guarantees", text));
        yield return Count("claims.awards", texts, text => Says("awards", text));
        yield return Count("claims.superlatives", texts, text => Says("superlatives", text));
        yield return Count("copy.placeholders", texts, text => Says("placeholders", text));
    }

    private static PageCount Count(string fact, string[] texts, Func<string, bool> isOne)
    {
        var found = texts.Where(isOne).ToArray();
        return new PageCount(
            fact,
            found.Length,
            texts.Length,
            [.. found.Take(5).Select(text => SourceWords.IsSuspicious(text) ? null : text)]
        );
    }

    /// <summary>A share, or a number with <c>+</c> behind it: what somebody may be asked to prove.</summary>
    private static bool IsMeasured(string text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (
                text[at] is '%' or '+' or '٪' or '％'
                && (
                    char.IsDigit(text[at - 1])
                    || text[at - 1] is ' ' or '\u00A0' && at > 1 && char.IsDigit(text[at - 2])
                )
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>As words, and not as parts of others.</summary>
    private static bool Says(string list, string text) =>
        Phrases[list]
            .Any(phrase =>
            {
                for (
                    var at = text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase);
                    at >= 0;
                    at = text.IndexOf(phrase, at + 1, StringComparison.OrdinalIgnoreCase)
                )
                {
                    var end = at + phrase.Length;
                    if (
                        (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                        && (end == text.Length || !char.IsLetterOrDigit(text[end]))
                    )
                    {
                        return true;
                    }
                }
                return false;
            });

    private static Dictionary<string, string[]> Read()
    {
        using var file = typeof(ClaimCounts).Assembly.GetManifestResourceStream("claims.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(file)!;
    }
}
