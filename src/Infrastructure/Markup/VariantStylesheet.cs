using System.Text;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Infrastructure.Markup;

/// <summary>
/// The style sheet of one kind of section. A comment <c>/* when: bold split */</c> keeps the rules below it for sections to which all
/// its words apply (visual style, layout), up to the next such comment; <c>/* when: any */</c> ends the condition. A page thus
/// carries only the rules that it uses.
/// </summary>
internal sealed partial class VariantStylesheet
{
    private readonly IReadOnlyList<(string[] When, string Rules)> parts;

    public VariantStylesheet(string source)
    {
        var pieces = Condition().Split(source);
        var read = new List<(string[], string)> { ([], Minify(pieces[0])) };
        for (var i = 1; i < pieces.Length; i += 2)
        {
            var words = pieces[i] == "any" ? [] : pieces[i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            read.Add((words, Minify(pieces[i + 1])));
        }

        parts = read;
    }

    /// <summary>The rules for a section to which <paramref name="words"/> apply.</summary>
    public string For(params IReadOnlyList<string> words)
    {
        var css = new StringBuilder();
        foreach (var (when, rules) in parts)
        {
            if (when.All(word => words.Contains(word, StringComparer.Ordinal)))
                css.Append(rules);
        }

        return css.ToString();
    }

    private static string Minify(string css) =>
        AroundPunctuation()
            .Replace(Comment().Replace(css, ""), "${mark}")
            .Replace(";}", "}", StringComparison.Ordinal)
            .Trim();

    [GeneratedRegex(@"/\*\s*when:\s*(?<when>[a-z ]+?)\s*\*/", RegexOptions.None, 10_000)]
    private static partial Regex Condition();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline, 10_000)]
    private static partial Regex Comment();

    // Not around + - ( ), where calc() and descendant selectors need their spaces.
    [GeneratedRegex(@"\s*(?<mark>[{};,>])\s*|(?<=:)\s+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex AroundPunctuation();
}
