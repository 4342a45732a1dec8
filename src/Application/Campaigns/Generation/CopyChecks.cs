using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>What can be seen of a text without understanding it, be it a model's answer or a page before it is published.</summary>
public static partial class CopyChecks
{
    /// <summary>Numbers without their group separators, so that 245,000 and 245 000 are the same.</summary>
    public static IReadOnlySet<string> NumbersIn(string text) =>
        Number()
            .Matches(InAscii(text.Normalize(NormalizationForm.FormKC)))
            .Select(match => GroupSeparator().Replace(NoMore().Replace(match.Value, ""), ""))
            .ToHashSet(StringComparer.Ordinal);

    // "١٠" is 10.
    private static string InAscii(string text) =>
        string.Create(
            text.Length,
            text,
            static (into, from) =>
            {
                for (var at = 0; at < into.Length; at++)
                {
                    into[at] = char.IsDigit(from[at])
                        ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(from[at]))
                        : from[at];
                }
            }
        );

    /// <summary>What was left to be filled in; null: nothing.</summary>
    public static string? PlaceholderIn(string text) =>
        Placeholder().Match(text) is { Success: true } placeholder ? placeholder.Value : null;

    // A space parts groups of three digits: "A4 60 €" has a 4 and a 60.
    [GeneratedRegex(
        @"\d+(?:[.,'’\u066b\u066c]\d+|[\u00a0\u202f ]\d{3}\b)*",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Number();

    // No minutes and no cents: "13.00" is said where somebody wrote 13.
    [GeneratedRegex(@"[.,]00\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NoMore();

    [GeneratedRegex(@"[,'’\u00a0\u202f\u066b\u066c .]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex GroupSeparator();

    // In capitals: "todo" is a Spanish word.
    [GeneratedRegex(
        @"(?i:lorem ipsum|\[(?:your|insert|company|phone|name|ihr|votre|tu)[^\]]{0,40}\])|\bTODO\b|\bTBD\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Placeholder();
}
