using System.Globalization;
using System.Text;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>One declaration of a <c>style</c> attribute, its value as written but for comments.</summary>
public readonly record struct CssDeclaration(string Name, string Value);

/// <summary>
/// Reads CSS by the tokens of CSS Syntax Level 3, so that escapes, comments, strings and rules of any age are what they are to a
/// browser. It finds and changes nothing: libraries that parse CSS into objects lose what they do not know (nesting, layers,
/// container queries, custom properties).
/// </summary>
/// <seealso href="https://www.w3.org/TR/css-syntax-3/#tokenization"/>
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

    private enum Kind
    {
        Space,
        Comment,
        Word,
        Function,
        AtWord,
        String,
        Url,
        Other,
    }

    /// <param name="Text">The name or the content, its escapes resolved; of others what stands there.</param>
    private readonly record struct Token(Kind Kind, string Text, int Start, int End);

    /// <summary>Every address that the style sheet, or the value, may load, in order. What is put together only by the browser
    /// (<c>src(var(--x))</c>) is <c>null</c>: where it leads cannot be told.</summary>
    public static IEnumerable<string?> Addresses(string css)
    {
        Stack<string> open = new();
        // What @import and @namespace are followed by means the opposite: the one loads it, the other is only a name.
        var rule = "";
        foreach (var token in Tokens(css))
        {
            switch (token.Kind)
            {
                case Kind.Space or Kind.Comment:
                    continue;
                case Kind.AtWord:
                    rule = token.Text;
                    continue;
                case Kind.Url when !IsNamespace(rule):
                    yield return token.Text;
                    break;
                case Kind.String when Is(rule, "import") && open.Count == 0:
                    yield return token.Text;
                    // What else @import may hold (a condition in strings) loads nothing.
                    rule = "";
                    break;
                case Kind.String
                    when open.TryPeek(out var function) && Loading.Contains(function) && !IsNamespace(rule):
                    yield return token.Text;
                    break;
                case Kind.Function:
                    if (Substituting.Contains(token.Text) && open.Any(Loading.Contains))
                    {
                        yield return null;
                    }
                    open.Push(token.Text);
                    break;
                case Kind.Other when token.Text is "(" or "[":
                    open.Push(token.Text);
                    break;
                case Kind.Other when token.Text is ")" or "]":
                    open.TryPop(out _);
                    break;
                case Kind.Other when token.Text is "{" or "}" or ";":
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
        foreach (var token in Tokens(css))
        {
            depth += token switch
            {
                { Kind: Kind.Function } or { Kind: Kind.Other, Text: "(" or "[" or "{" } => 1,
                { Kind: Kind.Other, Text: ")" or "]" or "}" } => -1,
                _ => 0,
            };
            if (depth <= 0 && token is { Kind: Kind.Other, Text: "}" or ";" })
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
        foreach (var token in Tokens(css).Append(new Token(Kind.Other, ";", css.Length, css.Length)))
        {
            if (token is { Kind: Kind.Other, Text: ";" } && (depth == 0 || token.Start == css.Length))
            {
                if (inValue && name.Length > 0)
                {
                    yield return new CssDeclaration(name, value.ToString().Trim());
                }
                (name, inValue) = ("", false);
                value.Clear();
                continue;
            }
            if (token.Kind == Kind.Comment)
            {
                value.Append(' ');
                continue;
            }
            if (inValue)
            {
                value.Append(css.AsSpan(token.Start, token.End - token.Start));
                depth += token switch
                {
                    { Kind: Kind.Function } or { Kind: Kind.Other, Text: "(" or "[" or "{" } => 1,
                    { Kind: Kind.Other, Text: ")" or "]" or "}" } => depth > 0 ? -1 : 0,
                    _ => 0,
                };
            }
            else if (token is { Kind: Kind.Other, Text: ":" })
            {
                inValue = true;
                value.Clear();
            }
            else if (token.Kind == Kind.Word && name.Length == 0)
            {
                name = token.Text;
            }
            else if (token.Kind != Kind.Space)
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
        foreach (var token in Tokens(css))
        {
            var text = css.AsSpan(token.Start, token.End - token.Start);
            if (token is { Kind: Kind.Other, Text: "}" or ")" or "]" })
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
                case Kind.Function:
                    open.Push(')');
                    break;
                case Kind.Other when token.Text is "{" or "(" or "[":
                    open.Push(
                        text[0] switch
                        {
                            '{' => '}',
                            '(' => ')',
                            _ => ']',
                        }
                    );
                    break;
                case Kind.Url when !Ends(text, ")"):
                    kept.Append(')');
                    break;
                case Kind.String when text.Length < 2 || !Ends(text, text[..1]):
                    kept.Append(text[0]);
                    break;
                case Kind.Comment when text.Length < 4 || !text.EndsWith("*/"):
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

    private static IEnumerable<Token> Tokens(string css)
    {
        for (var at = 0; at < css.Length; )
        {
            var token = Next(css, at);
            yield return token;
            at = token.End;
        }
    }

    private static Token Next(string css, int at)
    {
        var letter = css[at];
        if (IsSpace(letter))
        {
            var end = at;
            while (end < css.Length && IsSpace(css[end]))
            {
                end++;
            }
            return new Token(Kind.Space, " ", at, end);
        }
        if (letter == '/' && At(css, at + 1) == '*')
        {
            var end = css.IndexOf("*/", at + 2, StringComparison.Ordinal);
            return new Token(Kind.Comment, "", at, end < 0 ? css.Length : end + 2);
        }
        if (letter is '"' or '\'')
        {
            return String(css, at);
        }
        // A number's unit belongs to it: `1url(` is no function.
        if (StartsNumber(css, at))
        {
            var end = at + 1;
            while (end < css.Length && (char.IsAsciiDigit(css[end]) || css[end] == '.'))
            {
                end++;
            }
            end = StartsName(css, end) ? Name(css, end).End : end;
            return new Token(Kind.Other, "0", at, end);
        }
        if (letter == '-' && At(css, at + 1) == '-' && At(css, at + 2) == '>')
        {
            return new Token(Kind.Other, "-->", at, at + 3);
        }
        if (letter is '#' or '@' && (letter == '#' ? IsName(css, at + 1) : StartsName(css, at + 1)))
        {
            var (text, end) = Name(css, at + 1);
            return new Token(letter == '@' ? Kind.AtWord : Kind.Other, text, at, end);
        }
        if (StartsName(css, at))
        {
            var (text, end) = Name(css, at);
            if (At(css, end) != '(')
            {
                return new Token(Kind.Word, text, at, end);
            }
            return text.Equals("url", StringComparison.OrdinalIgnoreCase)
                ? Url(css, at, end + 1)
                : new Token(Kind.Function, text, at, end + 1);
        }
        return new Token(Kind.Other, css.Substring(at, 1), at, at + 1);
    }

    private static Token String(string css, int start)
    {
        var text = new StringBuilder();
        var at = start + 1;
        while (at < css.Length && css[at] != css[start])
        {
            if (css[at] is '\n' or '\r' or '\f')
            {
                // It is none, but browsers that forgive more than they should must not load what is not looked at.
                return new Token(Kind.String, text.ToString(), start, at);
            }
            if (css[at] == '\\' && At(css, at + 1) is '\n' or '\r' or '\f')
            {
                at += At(css, at + 1) == '\r' && At(css, at + 2) == '\n' ? 3 : 2;
            }
            else
            {
                at = Letter(css, at, text);
            }
        }
        return new Token(Kind.String, text.ToString(), start, Math.Min(at + 1, css.Length));
    }

    /// <summary>What follows <c>url(</c>: with a quote it is a function like others, without one a token up to the bracket.</summary>
    private static Token Url(string css, int start, int at)
    {
        while (at < css.Length && IsSpace(css[at]))
        {
            at++;
        }
        if (At(css, at) is '"' or '\'')
        {
            return new Token(Kind.Function, "url", start, at);
        }
        var text = new StringBuilder();
        while (at < css.Length && css[at] != ')')
        {
            at = Letter(css, at, text);
        }
        return new Token(Kind.Url, text.ToString().Trim(), start, Math.Min(at + 1, css.Length));
    }

    private static (string Text, int End) Name(string css, int at)
    {
        var text = new StringBuilder();
        while (at < css.Length && IsName(css, at))
        {
            at = Letter(css, at, text);
        }
        return (text.ToString(), at);
    }

    /// <summary>Adds the letter that stands here, which an escape may be, and says where the next one is.</summary>
    private static int Letter(string css, int at, StringBuilder text)
    {
        if (css[at] != '\\' || at + 1 == css.Length)
        {
            text.Append(css[at]);
            return at + 1;
        }
        var digits = at + 1;
        while (digits < css.Length && digits < at + 7 && char.IsAsciiHexDigit(css[digits]))
        {
            digits++;
        }
        if (digits == at + 1)
        {
            text.Append(css[digits]);
            return digits + 1;
        }
        var code = int.Parse(css.AsSpan(at + 1, digits - at - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        text.Append(Rune.TryCreate(code, out var rune) && code != 0 ? rune.ToString() : "\uFFFD");
        if (At(css, digits) == '\r' && At(css, digits + 1) == '\n')
        {
            return digits + 2;
        }
        return digits < css.Length && IsSpace(css[digits]) ? digits + 1 : digits;
    }

    private static bool StartsNumber(string css, int at)
    {
        at = At(css, at) is '+' or '-' ? at + 1 : at;
        return char.IsAsciiDigit(At(css, at)) || (At(css, at) == '.' && char.IsAsciiDigit(At(css, at + 1)));
    }

    private static bool StartsName(string css, int at) =>
        At(css, at) == '-'
            ? At(css, at + 1) == '-' || StartsName(css, at + 1) && At(css, at + 1) != '-'
            : IsName(css, at) && !char.IsAsciiDigit(At(css, at));

    private static bool IsName(string css, int at) =>
        At(css, at) switch
        {
            '\0' => false,
            '\\' => At(css, at + 1) is not ('\0' or '\n' or '\r' or '\f'),
            var letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' || letter >= '\u0080',
        };

    private static char At(string css, int at) => at < css.Length ? css[at] : '\0';

    private static bool IsSpace(char letter) => letter is ' ' or '\t' or '\n' or '\r' or '\f';
}
