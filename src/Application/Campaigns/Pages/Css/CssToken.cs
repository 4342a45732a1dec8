using System.Globalization;
using System.Text;

namespace AiWebBuilder.Application.Campaigns.Pages.Css;

internal enum CssTokenKind
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

/// <summary>A token of CSS Syntax Level 3.</summary>
/// <seealso href="https://www.w3.org/TR/css-syntax-3/#tokenization"/>
/// <param name="Text">The name or the content, its escapes resolved; of others what stands there.</param>
internal readonly record struct CssToken(CssTokenKind Kind, string Text, int Start, int End)
{
    /// <summary>All of the text, token by token.</summary>
    public static IEnumerable<CssToken> In(string css)
    {
        for (var at = 0; at < css.Length; )
        {
            var token = Next(css, at);
            yield return token;
            at = token.End;
        }
    }

    private static CssToken Next(string css, int at)
    {
        var letter = css[at];
        if (IsSpace(letter))
        {
            var end = at;
            while (end < css.Length && IsSpace(css[end]))
            {
                end++;
            }
            return new CssToken(CssTokenKind.Space, " ", at, end);
        }
        if (letter == '/' && At(css, at + 1) == '*')
        {
            var end = css.IndexOf("*/", at + 2, StringComparison.Ordinal);
            return new CssToken(CssTokenKind.Comment, "", at, end < 0 ? css.Length : end + 2);
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
            return new CssToken(CssTokenKind.Other, "0", at, end);
        }
        if (letter == '-' && At(css, at + 1) == '-' && At(css, at + 2) == '>')
        {
            return new CssToken(CssTokenKind.Other, "-->", at, at + 3);
        }
        if (letter is '#' or '@' && (letter == '#' ? IsName(css, at + 1) : StartsName(css, at + 1)))
        {
            var (text, end) = Name(css, at + 1);
            return new CssToken(letter == '@' ? CssTokenKind.AtWord : CssTokenKind.Other, text, at, end);
        }
        if (StartsName(css, at))
        {
            var (text, end) = Name(css, at);
            if (At(css, end) != '(')
            {
                return new CssToken(CssTokenKind.Word, text, at, end);
            }
            return text.Equals("url", StringComparison.OrdinalIgnoreCase)
                ? Url(css, at, end + 1)
                : new CssToken(CssTokenKind.Function, text, at, end + 1);
        }
        return new CssToken(CssTokenKind.Other, css.Substring(at, 1), at, at + 1);
    }

    private static CssToken String(string css, int start)
    {
        var text = new StringBuilder();
        var at = start + 1;
        while (at < css.Length && css[at] != css[start])
        {
            if (css[at] is '\n' or '\r' or '\f')
            {
                // It is none, but browsers that forgive more than they should must not load what is not looked at.
                return new CssToken(CssTokenKind.String, text.ToString(), start, at);
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
        return new CssToken(CssTokenKind.String, text.ToString(), start, Math.Min(at + 1, css.Length));
    }

    /// <summary>What follows <c>url(</c>: with a quote it is a function like others, without one a token up to the bracket.</summary>
    private static CssToken Url(string css, int start, int at)
    {
        while (at < css.Length && IsSpace(css[at]))
        {
            at++;
        }
        if (At(css, at) is '"' or '\'')
        {
            return new CssToken(CssTokenKind.Function, "url", start, at);
        }
        var text = new StringBuilder();
        while (at < css.Length && css[at] != ')')
        {
            at = Letter(css, at, text);
        }
        return new CssToken(CssTokenKind.Url, text.ToString().Trim(), start, Math.Min(at + 1, css.Length));
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
