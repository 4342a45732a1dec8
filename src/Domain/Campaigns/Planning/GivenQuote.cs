using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>What somebody said, as the owner gives it: words in quotation marks, a dash, and whose they are.</summary>
/// <param name="Text">Verbatim, without the marks.</param>
/// <param name="Role">What else the owner says of the person; null: nothing.</param>
public sealed partial record GivenQuote(string Text, string Name, string? Role)
{
    /// <summary>The first one of a text; null: there is none.</summary>
    public static GivenQuote? Of(string text) => Form().Match(text) is { Success: true } found ? In(found) : null;

    /// <summary>Those of a text, in its order.</summary>
    public static IReadOnlyList<GivenQuote> AllIn(string text) => [.. Form().Matches(text).Select(In)];

    /// <summary>
    /// Takes the quotes, each with its marks and its name, out of sentences that follow each other: one may go over several. What introduces
    /// a quote goes with it, as it is no sentence without; so much that it says something by itself stays.
    /// </summary>
    internal static IReadOnlyList<string> TakeOutOf(List<BriefSentence> sentences)
    {
        // A line's end is the end of a name.
        var found = Form().Matches(string.Join('\n', sentences.Select(sentence => sentence.Text)));
        var start = 0;
        foreach (var sentence in sentences.ToList())
        {
            var (from, end) = (start, start + sentence.Text.Length);
            var inside = found
                .Select(quote => quote.Groups["whole"])
                .Where(quote => quote.Index < end && start < quote.Index + quote.Length)
                .ToList();
            if (inside.Count > 0)
            {
                var rest = Beside(
                    sentence,
                    inside.Select(quote => (quote.Index - from, quote.Index + quote.Length - from))
                );
                sentences.InsertRange(sentences.IndexOf(sentence), rest);
                sentences.Remove(sentence);
            }
            start = end + 1;
        }
        return [.. found.Select(quote => quote.Groups["whole"].Value.ReplaceLineEndings(" "))];
    }

    // What only leads to a quote is shorter; what follows one is a sentence by itself.
    private const int Introducing = 40;
    private const int Telling = 15;

    private static List<BriefSentence> Beside(BriefSentence sentence, IEnumerable<(int Start, int End)> quotes)
    {
        var at = 0;
        List<BriefSentence> rest = [];
        foreach (var (start, end) in quotes.Append((sentence.Text.Length, sentence.Text.Length)))
        {
            var words = sentence
                .Text[at..Math.Clamp(start, at, sentence.Text.Length)]
                .TrimStart(' ', '.', ',', '،', '、', '。')
                .TrimEnd();
            if (
                words.Count(char.IsLetter) >= (at == 0 ? Introducing : Telling)
                && words[^1] is not (':' or '：' or ',' or '،' or '、')
                && !char.IsLower(words[0])
            )
            {
                rest.Add(sentence with { Text = words });
            }
            at = Math.Clamp(end, at, sentence.Text.Length);
        }
        return rest;
    }

    private static GivenQuote In(Match found) =>
        new(
            found.Groups["words"].Value.ReplaceLineEndings(" ").Trim(),
            found.Groups["name"].Value.Trim(),
            found.Groups["role"] is { Success: true, Value: var role } ? role.Trim() : null
        );

    // A dozen letters and more between the marks: a word or two in them is nobody's sentence.
    private const string Words = """["“”„«»「](?<words>[^"“”„«»「」]{12,320})["”“»«」]\s{0,2}[-–—―]\s{0,2}""";

    // A name has capitals, where the script has any.
    private const string Person =
        """(?:(?:Dr|Prof)\. )?[\p{Lu}\p{Lo}][\p{L}\p{M}'’\u200c-]{0,30}(?: [\p{Lu}\p{Lo}][\p{L}\p{M}'’\u200c-]{1,30}){0,2}""";
    private const string Also = """(?:[,،、，] ?(?<role>[\p{L}\p{M}][\p{L}\p{M} '’\u200c-]{1,40}))?""";

    // Nothing goes on behind it, or an initial has ended it: “A course in throwing” – Beginners meet on Mondays.
    private const string Initial = """ \p{Lu}\.""";
    private const string End = """(?:\z|\s?[\n.,;·()|。،؛])""";

    [GeneratedRegex(
        $"(?<whole>{Words}(?<name>{Person}{Initial}){Also})|(?<whole>{Words}(?<name>{Person}){Also}){End}",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
