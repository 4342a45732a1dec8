using System.Text;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Infrastructure.Markup;

/// <summary>
/// The style sheet of one kind of section. A comment <c>/* when: bold split */</c> keeps the rules below it for sections to which all
/// its words apply (visual style, layout), up to the next such comment; <c>/* when: any */</c> ends the condition. A page thus
/// carries only the rules that it uses. Those of a layout count for sections in that layout alone, with the same specificity: a page may
/// have another section of the kind in another one.
/// </summary>
internal sealed partial class VariantStylesheet
{
    private readonly IReadOnlyList<(string[] When, string Rules)> parts;

    /// <param name="layouts">The kind's. The root of a section has the class <c>kind--layout</c>.</param>
    /// <exception cref="InvalidOperationException">A selector below a layout names no class.</exception>
    public VariantStylesheet(string source, string kind, IReadOnlyCollection<string> layouts)
    {
        var pieces = Condition().Split(source);
        var read = new List<(string[], string)> { ([], Minify(pieces[0])) };
        for (var i = 1; i < pieces.Length; i += 2)
        {
            var words = pieces[i] == "any" ? [] : pieces[i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var rules = Minify(pieces[i + 1]);
            if (words.FirstOrDefault(layouts.Contains) is { } layout)
            {
                rules = Prelude().Replace(rules, selectors => Within($".{kind}--{layout}", selectors.Value));
            }
            read.Add((words, rules));
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

    /// <summary>
    /// The same selectors for what stands in the root, or is it: said of the first class of each, since that is the root or inside of it
    /// whatever the selector goes on with.
    /// </summary>
    private static string Within(string root, string selectors) =>
        BetweenSelectors()
            .Replace(
                selectors,
                selector =>
                    Class().Match(selector.Value) is { Success: true } first
                        ? selector.Value.Insert(
                            first.Index + first.Length,
                            first.Value.Contains("__", StringComparison.Ordinal)
                                ? $":where({root} *)"
                                : $":where({root},{root} *)"
                        )
                        : throw new InvalidOperationException($"The selector '{selector.Value}' names no class.")
            );

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

    /// <summary>What stands before a block of declarations, and not an at-rule.</summary>
    [GeneratedRegex(@"(?<=^|[{}])[^{}@]+(?=\{)", RegexOptions.None, 10_000)]
    private static partial Regex Prelude();

    /// <summary>Each selector of a list; commas in parentheses part none.</summary>
    [GeneratedRegex(@"(?:[^,()]|\((?>[^()]|(?<open>\()|(?<-open>\)))*\))+", RegexOptions.None, 10_000)]
    private static partial Regex BetweenSelectors();

    [GeneratedRegex(@"\.[a-z][\w-]*", RegexOptions.None, 10_000)]
    private static partial Regex Class();
}
