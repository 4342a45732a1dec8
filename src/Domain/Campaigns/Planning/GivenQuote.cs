using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>What somebody said, as the owner gives it: words in quotation marks, a dash, and whose they are.</summary>
/// <param name="Text">Verbatim, without the marks.</param>
/// <param name="Role">What else the owner says of the person; null: nothing.</param>
public sealed partial record GivenQuote(string Text, string Name, string? Role)
{
    /// <summary>The first one in the owner's sentences, and those that are left without it.</summary>
    internal static (string Words, IReadOnlyList<string> Others)? In(IReadOnlyList<string> sentences)
    {
        var all = string.Join(' ', sentences);
        if (Form().Match(all) is not { Success: true } found)
        {
            return null;
        }
        List<string> rest = [];
        var start = 0;
        foreach (var sentence in sentences)
        {
            if (start + sentence.Length <= found.Index || start >= found.Index + found.Length)
            {
                rest.Add(sentence);
            }
            start += sentence.Length + 1;
        }
        return (found.Value, rest);
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

    // Four letters and more between the marks: a single word in them is nobody's. A name has capitals, where the script has any.
    [GeneratedRegex(
        """["“„«「](?<words>[^"“”„«»「」]{12,320})["”“»」]\s{0,2}[-–—―]\s{0,2}(?<name>[\p{Lu}\p{Lo}][\p{L}\p{M}.'’]{0,30}(?:[ -][\p{Lu}\p{Lo}][\p{L}\p{M}.'’]{0,30}){0,3})(?:, (?<role>[\p{L}\p{M}][\p{L}\p{M} '’-]{1,40}))?""",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
