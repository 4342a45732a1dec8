using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>Which language a campaign speaks: the one asked for, else the one its brief is written in.</summary>
public static partial class BriefLanguage
{
    /// <summary>The languages whose pages are written with native copy; every other one uses the brief's own words.</summary>
    public static IReadOnlyList<string> Supported { get; } = ["en", "de", "fr", "es", "ja", "ar", "he"];

    /// <summary>
    /// The BCP 47 tag of the campaign: <see cref="Brief.Language"/> when it is a well-formed tag, else what
    /// <see cref="LanguageDetection"/> finds; English when nothing tells.
    /// </summary>
    public static string Of(Brief brief)
    {
        if (brief.Language?.Trim() is { Length: > 0 and <= 35 } asked && Tag().IsMatch(asked))
        {
            var subtags = asked.Split('-', 2);
            return subtags.Length == 1
                ? subtags[0].ToLowerInvariant()
                : $"{subtags[0].ToLowerInvariant()}-{subtags[1]}";
        }

        return LanguageDetection.Of(BriefText.Of(brief), brief.BusinessType);
    }

    /// <summary>The language that running words are in, as far as they tell.</summary>
    public static string OfText(string text) => LanguageDetection.Of(text, businessType: null);

    /// <summary>The language that running words are in where that is another than the tag's beyond doubt; null: it may well be that one.</summary>
    public static string? Another(string text, string tag) => LanguageDetection.Another(text, Primary(tag));

    /// <summary>The language with native copy that serves the tag (<c>de-AT</c> → <c>de</c>); null: none does.</summary>
    public static string? SupportedFor(string tag)
    {
        var primary = Primary(tag);
        return Supported.Contains(primary) ? primary : null;
    }

    // "iw" is the code that ISO 639 gave Hebrew before 1989; browsers and phones still send it.
    private static string Primary(string tag) =>
        tag.Split('-', 2)[0].ToLowerInvariant() is var primary && primary == "iw" ? "he" : primary;

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Tag();
}
