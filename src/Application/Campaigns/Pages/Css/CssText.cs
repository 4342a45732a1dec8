using System.Text;

namespace AiWebBuilder.Application.Campaigns.Pages.Css;

/// <summary>One declaration of a <c>style</c> attribute, its value as written but for comments.</summary>
public readonly record struct CssDeclaration(string Name, string Value);

/// <summary>
/// Reads CSS by the tokens of CSS Syntax Level 3, so that escapes, comments, strings and rules of any age are what they are to a
/// browser. It finds and changes nothing: libraries that parse CSS into objects lose what they do not know (nesting, layers,
/// container queries, custom properties).
/// </summary>
public static class CssText
{
    // Functions that load what they are given as a string; url() is there for the quoted form, the other is a token of its own.
    private static readonly HashSet<string> Loading = new(StringComparer.OrdinalIgnoreCase)
    {
        "url",
        "src",
        "image",
        "image-set",
        "-webkit-image-set",
        "-webkit-cross-fade",
        "cross-fade",
    };

    private static readonly HashSet<string> Substituting = new(StringComparer.OrdinalIgnoreCase)
    {
        "var",
        "env",
        "attr",
    };

    /// <summary>Every address that the style sheet, or the value, may load, in order. What is put together only by the browser
    /// (<c>src(var(--x))</c>) is <c>null</c>: where it leads cannot be told.</summary>
    public static IEnumerable<string?> Addresses(string css)
    {
        Stack<string> open = new();
        // What @import and @namespace are followed by means the opposite: the one loads it, the other is only a name.
        var rule = "";
        foreach (var token in CssToken.In(css))
        {
            switch (token.Kind)
            {
                case CssTokenKind.Space or CssTokenKind.Comment:
                    continue;
                case CssTokenKind.AtWord:
                    rule = token.Text;
                    continue;
                case CssTokenKind.Url when !IsNamespace(rule):
                    yield return token.Text;
                    break;
                case CssTokenKind.String when Is(rule, "import") && open.Count == 0:
                    yield return token.Text;
                    // What else @import may hold (a condition in strings) loads nothing.
                    rule = "";
                    break;
                case CssTokenKind.String
                    when open.TryPeek(out var function) && Loading.Contains(function) && !IsNamespace(rule):
                    yield return token.Text;
                    break;
                case CssTokenKind.Function:
                    if (Substituting.Contains(token.Text) && open.Any(Loading.Contains))
                    {
                        yield return null;
                    }
                    open.Push(token.Text);
                    break;
                case CssTokenKind.Other when token.Text is "(" or "[":
                    open.Push(token.Text);
                    break;
                case CssTokenKind.Other when token.Text is ")" or "]":
                    open.TryPop(out _);
                    break;
                case CssTokenKind.Other when token.Text is "{" or "}" or ";":
                    rule = "";
                    break;
            }
        }

        static bool Is(string rule, string name) => rule.Equals(name, StringComparison.OrdinalIgnoreCase);

        static bool IsNamespace(string rule) => Is(rule, "namespace");
    }

    /// <summary>The rules and statements of a style sheet as they are written, each with all that stands in it.</summary>
    public static IEnumerable<string> Rules(string css)
    {
        var (start, depth) = (0, 0);
        foreach (var token in CssToken.In(css))
        {
            depth += token switch
            {
                { Kind: CssTokenKind.Function } or { Kind: CssTokenKind.Other, Text: "(" or "[" or "{" } => 1,
                { Kind: CssTokenKind.Other, Text: ")" or "]" or "}" } => -1,
                _ => 0,
            };
            if (depth <= 0 && token is { Kind: CssTokenKind.Other, Text: "}" or ";" })
            {
                yield return css[start..token.End].Trim();
                (start, depth) = (token.End, 0);
            }
        }
        if (css[start..].Trim() is { Length: > 0 } rest)
        {
            yield return rest;
        }
    }

    /// <summary>The declarations of a <c>style</c> attribute; what is none is left out.</summary>
    public static IEnumerable<CssDeclaration> Declarations(string css)
    {
        var (name, value, depth) = ("", new StringBuilder(), 0);
        var inValue = false;
        foreach (var token in CssToken.In(css).Append(new CssToken(CssTokenKind.Other, ";", css.Length, css.Length)))
        {
            if (token is { Kind: CssTokenKind.Other, Text: ";" } && (depth == 0 || token.Start == css.Length))
            {
                if (inValue && name.Length > 0)
                {
                    yield return new CssDeclaration(name, value.ToString().Trim());
                }
                (name, inValue) = ("", false);
                value.Clear();
                continue;
            }
            if (token.Kind == CssTokenKind.Comment)
            {
                value.Append(' ');
                continue;
            }
            if (inValue)
            {
                value.Append(css.AsSpan(token.Start, token.End - token.Start));
                depth += token switch
                {
                    { Kind: CssTokenKind.Function } or { Kind: CssTokenKind.Other, Text: "(" or "[" or "{" } => 1,
                    { Kind: CssTokenKind.Other, Text: ")" or "]" or "}" } => depth > 0 ? -1 : 0,
                    _ => 0,
                };
            }
            else if (token is { Kind: CssTokenKind.Other, Text: ":" })
            {
                inValue = true;
                value.Clear();
            }
            else if (token.Kind == CssTokenKind.Word && name.Length == 0)
            {
                name = token.Text;
            }
            else if (token.Kind != CssTokenKind.Space)
            {
                // Not a name: the declaration is invalid, whatever follows up to its end.
                name = "";
                inValue = true;
            }
        }
    }

    /// <summary>
    /// The same rules, fit to stand between braces: a closing bracket that nothing opened is left out, and what is left open is closed.
    /// </summary>
    public static string Balanced(string css)
    {
        // At the very end it would escape what follows.
        css = css.TrimEnd('\\');
        Stack<char> open = new();
        var kept = new StringBuilder(css.Length);
        foreach (var token in CssToken.In(css))
        {
            var text = css.AsSpan(token.Start, token.End - token.Start);
            if (token is { Kind: CssTokenKind.Other, Text: "}" or ")" or "]" })
            {
                if (!open.Contains(text[0]))
                {
                    continue;
                }
                for (var closed = open.Pop(); closed != text[0]; closed = open.Pop())
                {
                    kept.Append(closed);
                }
            }
            kept.Append(text);
            switch (token.Kind)
            {
                case CssTokenKind.Function:
                    open.Push(')');
                    break;
                case CssTokenKind.Other when token.Text is "{" or "(" or "[":
                    open.Push(
                        text[0] switch
                        {
                            '{' => '}',
                            '(' => ')',
                            _ => ']',
                        }
                    );
                    break;
                case CssTokenKind.Url when !Ends(text, ")"):
                    kept.Append(')');
                    break;
                case CssTokenKind.String when text.Length < 2 || !Ends(text, text[..1]):
                    kept.Append(text[0]);
                    break;
                case CssTokenKind.Comment when text.Length < 4 || !text.EndsWith("*/"):
                    kept.Append("*/");
                    break;
            }
        }
        while (open.TryPop(out var left))
        {
            kept.Append(left);
        }
        return kept.ToString();

        static bool Ends(ReadOnlySpan<char> text, ReadOnlySpan<char> with)
        {
            var before = text[..^1];
            return text.EndsWith(with) && (before.Length - before.TrimEnd('\\').Length) % 2 == 0;
        }
    }
}
