using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Requested;

/// <summary>What stands before each of several things that are counted: "1)", "(2)", "③", "d)", "E-mail 5:", "6通目", "the seventh".</summary>
internal static class ItemMarkers
{
    private const int MostLetters = 26;

    /// <summary>The marker of the item with this number, where one begins at the token.</summary>
    /// <param name="what">"page" or "email": its word may be part of the marker.</param>
    /// <param name="isCounted">Whether it was said how many there are: then an ordinal alone marks one.</param>
    /// <param name="isLoose">Whether a number alone may stand in the middle of a part.</param>
    public static Marker? At(SourceText text, int start, int number, string what, bool isCounted, bool isLoose = false)
    {
        var at = start;
        while (text.IsSign(at, '(', '[') || text.IsSign(at, '#', '\u2116'))
        {
            at++;
        }

        var article = text[at].Kind == TokenKind.Word ? text.Is(at, "article") : 0;
        at += article;
        var head = Head(text, at, what);
        at += head;
        at += text.IsSign(at, '#', '.') ? 1 : 0;
        at += text.Is(at, "nth.before");
        var name = number.ToString(CultureInfo.InvariantCulture);
        var token = text[at];
        MarkerKind kind;
        if (token.Text.Length == 1 && token.Text[0] == '\u2460' + number - 1)
        {
            (kind, at) = (MarkerKind.Circle, at + 1);
        }
        else if (
            text.Of(at, "nth.") is var nth
            && nth.Name == name
            && Ordinal(text, at, nth.Length, what) is var end
            && end > at
        )
        {
            if (head == 0 && Head(text, end, what) == 0 && !isCounted)
            {
                return null;
            }

            (kind, at) = (MarkerKind.Ordinal, end);
        }
        else if (token.Kind == TokenKind.Digits && token.Text == name)
        {
            (kind, at) = (MarkerKind.Number, at + 1);
        }
        else if (
            text.Of(at, "number.") is var word
            && word.Name == name
            && (head > 0 || text.Is(at + word.Length, "nth.after") > 0 || text.IsSign(at + word.Length, ')', '\u3001'))
        )
        {
            (kind, at) = (MarkerKind.Number, at + word.Length);
        }
        else if (token.Kind == TokenKind.Word && IsLetter(text, token.Text, number) && text.IsSign(at + 1, ')', '.'))
        {
            (kind, at) = (MarkerKind.Letter, at + 1);
        }
        else
        {
            return null;
        }

        var after = text.Is(at, "nth.after");
        at += after;
        // "så funkar det 3. ...": an article is that of an ordinal; "1st email" is none of the pages.
        if (
            article > 0 && head == 0 && kind != MarkerKind.Ordinal
            || (after > 0 || kind == MarkerKind.Ordinal)
                && Deliverables.What(text, at).What is { } other
                && other != what
        )
        {
            return null;
        }

        // "1. mail: ...", "the second e-mail", "第1封邮件"
        var dotted = text.IsSign(at, ".") && Head(text, at + 1, what) > 0 ? 1 : 0;
        var behind = Head(text, at + dotted, what);
        if (behind > 0 && (after > 0 || dotted > 0 || kind == MarkerKind.Ordinal))
        {
            at += dotted + behind;
        }

        var close = Closes(text, at);
        var isSure =
            head > 0 || after > 0 || dotted > 0 || close > at || kind is MarkerKind.Circle or MarkerKind.Ordinal;
        // "1 welcome, 2 tips": a number alone begins its part, and counts nothing.
        if (
            !isSure
            && !(
                text[at] is { Kind: TokenKind.Word, IsSpaced: true }
                && (isLoose || Begins(text, start))
                && !Counts(text, at)
            )
        )
        {
            return null;
        }

        var style = new MarkerStyle(kind, head > 0, close > at ? text[at].Text : "");
        at = close;
        if (kind == MarkerKind.Ordinal || after > 0)
        {
            at += text.Is(at, "page.of");
        }

        return new Marker(start, at, style);
    }

    // a, b, c, or the letters that the language counts by.
    private static bool IsLetter(SourceText text, string word, int number) =>
        word == text.Endings("item.letter").ElementAtOrDefault(number - 1)
        || number <= MostLetters && word is [var letter] && letter == 'a' + number - 1;

    private static int Head(SourceText text, int at, string what) =>
        Deliverables.What(text, at) is var (word, length) && word == what ? length : 0;

    // An ordinal is no day of the month: "the first Monday".
    private static int Ordinal(SourceText text, int at, int length, string what) =>
        text[at].Kind == TokenKind.Word || Head(text, at + length, what) > 0 ? at + length : at;

    private static int Closes(SourceText text, int at)
    {
        while (
            text[at] is { Kind: TokenKind.Sign } sign
            && (
                sign.Text[0] is ')' or ']' or ':' or '=' or '\u3001'
                || sign.Text[0] is '.' or '/' or '-'
                    && (text[at + 1].IsSpaced || Scripts.HasNoSpaces(text[at + 1].Text[0]))
            )
        )
        {
            at++;
        }

        return at;
    }

    private static bool Begins(SourceText text, int at) =>
        text[at - 1].Kind is TokenKind.Sign or TokenKind.Break
        || Deliverables.What(text, at - 1).What is not null
        || text.Is(at - 1, "and") > 0;

    private static bool Counts(SourceText text, int at) =>
        Deliverables.What(text, at).What is not null
        || text.Of(at, "unit.").Length > 0
        || text.Of(at, "times.").Length > 0
        || text.Of(at, "currency.").Length > 0
        || text.Of(at, "month.").Length > 0;
}

internal enum MarkerKind
{
    Number,
    Letter,
    Circle,
    Ordinal,
}

/// <summary>How the markers of one list look alike.</summary>
/// <param name="IsNamed">Whether the word for the thing stands in it: "Mail 1".</param>
/// <param name="Close">The sign behind it.</param>
internal readonly record struct MarkerStyle(MarkerKind Kind, bool IsNamed, string Close);

internal readonly record struct Marker(int Start, int Topic, MarkerStyle Style);
