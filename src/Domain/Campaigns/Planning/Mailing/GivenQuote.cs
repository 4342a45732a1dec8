using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Planning.Mailing;

/// <summary>What somebody said, as the owner gives it: words in quotation marks, a dash, and whose they are.</summary>
/// <param name="Text">Verbatim, without the marks.</param>
/// <param name="Role">What else the owner says of the person; null: nothing.</param>
public sealed partial record GivenQuote(string Text, string Name, string? Role)
{
    /// <summary>The same sentences; those that a quote goes over are one.</summary>
    internal static List<string> Together(IReadOnlyList<string> sentences)
    {
        var found = Form().Match(string.Join(' ', sentences));
        List<string> together = [];
        var (start, quote) = (0, "");
        foreach (var sentence in sentences)
        {
            if (found.Success && start < found.Index + found.Length && start + sentence.Length > found.Index)
            {
                quote = quote.Length == 0 ? sentence : $"{quote} {sentence}";
            }
            else
            {
                together.Add(sentence);
            }
            start += sentence.Length + 1;
            if (quote.Length > 0 && start >= found.Index + found.Length)
            {
                together.Add(quote);
                quote = "";
            }
        }
        return together;
    }

    /// <summary>What else a sentence says; nothing where it only announces the quote.</summary>
    internal static string Without(string sentence)
    {
        var rest = Form().Replace(sentence, "").Trim(' ', '.', ',', '。');
        return rest.EndsWith(':') ? "" : rest;
    }

    /// <summary>The one that a text is; null: it is none.</summary>
    public static GivenQuote? Of(string text) =>
        Form().Match(text) is { Success: true } found
            ? new(
                found.Groups["words"].Value.Trim(),
                found.Groups["name"].Value.Trim(),
                found.Groups["role"] is { Success: true, Value: var role } ? role.Trim() : null
            )
            : null;

    // A dozen letters and more between the marks: a word or two in them is nobody's sentence. A name has capitals, where the script has any.
    [GeneratedRegex(
        """["“„«「](?<words>[^"“”„«»「」]{12,320})["”“»」]\s{0,2}[-–—―]\s{0,2}(?<name>(?:(?:Dr|Prof)\. )?[\p{Lu}\p{Lo}][\p{L}\p{M}'’-]{0,30}(?: [\p{Lu}\p{Lo}][\p{L}\p{M}'’-]{1,30}){0,2}(?: \p{Lu}\.)?)(?:, (?<role>[\p{L}\p{M}][\p{L}\p{M} '’-]{1,40}))?""",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
