using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Telephones;

/// <summary>Whose a telephone number is or what it is for, and by what it is reached.</summary>
internal static class PhoneRoles
{
    private const int LeastDigits = 5;
    private const int MostBeside = 8;
    private const int LongestName = 5;

    /// <summary>The part that leads to the number: its cue, and whose it is.</summary>
    public static int Start(FactScan scan, int number)
    {
        var start = scan.Sentences.PartStart(number);
        if (start == number && number > 1 && (scan.Text.IsSign(number - 1, ":") || scan.Text.IsSign(number - 1, ")")))
        {
            start = scan.Sentences.PartStart(number - 1);
            // "Anna Roth (office) 0761 ..."
            if (scan.Text.IsSign(number - 1, ")") && start > 1)
            {
                start = scan.Sentences.PartStart(start - 1);
            }
        }

        var text = scan.Text;
        // "Ring Mossie, 020 ..."
        if (
            start == number
            && text.IsSign(number - 1, ",")
            && scan.Sentences.PartStart(number - 1) is var call
            && number - call < LongestName
            && text.Is(call, "phone") + text.Of(call, "channel.").Length > 0
        )
        {
            return call;
        }

        for (var i = number - 1; i >= start; i--)
        {
            if (
                text.Is(i, "or") > 0
                || text.IsSign(i, "/") && text[i].IsSpaced
                || scan.IsTaken(i)
                // "Sauna is included. tel. 22 ...": a sentence may go on in small letters.
                || text.IsSign(i, ".") && text[i - 1].Text.Length > 3 && text.Before(i, "abbr").Start < 0
            )
            {
                return i + 1;
            }
        }

        return number - start > 8
            ? text[number - 1].Kind == TokenKind.Word
                ? number - 1
                : number
            : start;
    }

    public static (string Role, int End) Role(FactScan scan, int start, int number, int end)
    {
        var text = scan.Text;
        // "My mobile is 662 ... but WhatsApp is better": small words at the ends are of the sentence.
        var names = RoleWords(text, start, number).SkipWhile(i => IsSmall(text, i)).Reverse();
        // "Termine unter 0761 ..."
        names =
            text.Has("nouns.capital") && names.Any(i => text[i].IsCapital)
                ? names.SkipWhile(i => !text[i].IsCapital)
                : names;
        var before = string.Join(
            ' ',
            names.SkipWhile(i => IsSmall(text, i)).Reverse().Select(i => text.Words(i, i + 1))
        );
        if (text.IsSign(end, "("))
        {
            var close = end + 1;
            while (
                close < text.Count
                && !text.IsSign(close, ")")
                && text[close].Kind != TokenKind.Break
                && close - end < 20
            )
            {
                close++;
            }

            if (
                text.IsSign(close, ")")
                && Indexes.Of(end, close).Any(i => text[i].Kind == TokenKind.Word && !scan.IsTaken(i))
                && text[end + 1].Kind == TokenKind.Word
                // "(Viber)": by what, and not whose.
                && end + 1 + text.Of(end + 1, "channel.").Length != close
                && text.Is(end + 1, "phone.textonly") + text.Is(end + 1, "phone.voiceonly") == 0
                // "(weekdays 9 to 5)": when, and not whose.
                && !(Days.Read(text, end + 1) is { IsWeak: false } days && days.End < close)
                && end + 1 + text.Is(end + 1, "price.free") != close
                && Indexes.Of(end, close).Sum(i => text[i].Kind == TokenKind.Digits ? text[i].Text.Length : 0)
                    < LeastDigits
            )
            {
                return (Joined(before, text.Words(end + 1, close)), close + 1);
            }
        }

        // "0161 496 0123 - workshop"
        if (text.IsSign(end, "-") && text[end].IsSpaced && text[end + 1] is { Kind: TokenKind.Word, IsSpaced: true })
        {
            var stop = scan.Sentences.PartEnd(end + 1);
            if (
                stop - end < 6
                && !text.IsSign(stop, ":")
                && !Indexes.Of(end + 1, stop).Any(i => text[i].Kind == TokenKind.Digits)
            )
            {
                var isHow = text.Is(end + 1, "phone.textonly") + text.Is(end + 1, "phone.voiceonly") > 0;
                return (isHow ? before : Joined(before, text.Words(end + 1, stop)), stop);
            }
        }

        var after = text[end].Kind == TokenKind.Word && text.Is(end, "clause") == 0 ? scan.Sentences.PartEnd(end) : end;
        after = Indexes
            .Of(end, after)
            .FirstOrDefault(
                i =>
                    text[i].Kind == TokenKind.Digits
                    // "0400 555 017 weekdays 10-14": when, and not whose.
                    || text.Of(i, "day.").Name.Length == 2 && text[i].Text.Length > 2
                    || text.Of(i, "days.").Length > 0
                    || text.Is(i, "or") > 0
                    || text.Is(i, "and") > 0
                    || text.Is(i, "phone") > 0
                    || text.Is(i, "fax") > 0,
                after
            );
        if (after - end is > 0 and < 5)
        {
            // "Order by WhatsApp 33 1234 5678 with a picture": the sentence goes on, and names nobody.
            return before.Length > 0 && text.Before(number, "channel.").Start > start + 1
                ? ("", end)
                : (Joined(text.Words(end, after), before), after);
        }

        return (before, end);
    }

    /// <summary>The person's name that ends at the comma: "Sepp Huber, 0170 ..."</summary>
    public static string? NameBefore(FactScan scan, int comma)
    {
        var text = scan.Text;
        var start = scan.Sentences.PartStart(comma);
        // "Ansprechpartnerin: Ronja Akın (Vertrieb), 030 ..."
        if (
            text.IsSign(comma - 1, ")")
            && start == comma
            && scan.Sentences.PartStart(comma - 1) is var bracket
            && bracket > 1
        )
        {
            start = scan.Sentences.PartStart(bracket - 1);
        }

        if (
            text.IsSign(start - 1, ":")
            && scan.Sentences.PartStart(start - 1) is var label
            && IsRole(text, label, start - 1)
        )
        {
            start = label;
        }

        // "Herr Egon Madlener, Hüttenwirt, 05510 ..."
        if (text.IsSign(start - 1, ",") && IsRole(text, start, comma) && comma - start < 3)
        {
            start = scan.Sentences.PartStart(start - 1);
        }

        var words = Indexes.Of(start, comma).Where(i => text[i].Kind != TokenKind.Sign).ToList();
        var isName =
            words.Count is > 1 and < LongestName + 3
            && (words.Count < LongestName || words.Exists(i => text.Is(i, "role") > 0))
            && words.TrueForAll(i =>
                text[i] is { Kind: TokenKind.Word } word
                    && (word.IsCapital || char.ToUpperInvariant(word.Text[0]) == word.Text[0])
                    && !scan.IsTaken(i)
                || text.Is(i, "particle") > 0
                || text.Is(i, "title") > 0
                || text.Is(i, "article") > 0
                || IsRole(text, start, i + 1)
            )
            && (words.Exists(i => text[i].IsCapital) || words.Exists(i => text.Is(i, "role") > 0))
            && !words.Exists(i => text.Is(i, "street") + text.Is(i, "address.building") + text.Is(i, "place.in") > 0);
        return isName ? text.Words(start, comma) : null;
    }

    private static bool IsRole(SourceText text, int start, int end) =>
        Indexes
            .Of(Math.Max(start, end - LongestName), end)
            .Any(i =>
                text.Is(i, "role") is var role && role > 0 && i + role >= end
                || text.Compound(i, "role.ending") && i + 1 == end
            );

    private static string Joined(string first, string second) =>
        string.Join(", ", new[] { first, second }.Where(words => words.Length > 0));

    private static bool IsSmall(SourceText text, int at) =>
        !text[at].IsCapital
        && text[at].Text.Length < 4
        && text.Is(at, "article") + text.Is(at, "common") + text.Is(at, "filler") > 0;

    /// <summary>Who or what the number is of: "Tel", "Mobil" and "SMS" only say what it is.</summary>
    private static IEnumerable<int> RoleWords(SourceText text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var label = Math.Max(
                Math.Max(text.Is(i, "phone.label"), text.Of(i, "channel.").Length),
                Math.Max(text.Is(i, "phone.textonly"), text.Is(i, "phone.voiceonly"))
            );
            if (label > 0)
            {
                i += label - 1;
            }
            // French "au 01 99 ..." is no name.
            else if (
                text[i].Kind == TokenKind.Word
                && (text[i].Text.Length > 1 || text[i].IsCapital)
                && !(text.Is(i, "phone") > 0 && text[i].Text.Length < 3 && char.IsAsciiLetter(text[i].Text[0]))
            )
            {
                yield return i;
            }
        }
    }

    /// <summary>What the number is reached by, as the words around it say.</summary>
    public static string[] ChannelsBeside(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        var part = Math.Min(scan.Sentences.EndOf(end), scan.Sentences.PartEnd(end));
        // "Tel. 210 555 or Viber 694 555": the channel is of the next.
        var other = Indexes
            .Of(end, part)
            .FirstOrDefault(i => text[i] is { Kind: TokenKind.Digits, Text.Length: > 2 }, -1);
        part =
            other < 0
                ? part
                : Indexes
                    .Of(end, other)
                    .FirstOrDefault(
                        i => text.Is(i, "or") + text.Is(i, "and") > 0 || text[i].Kind == TokenKind.Sign,
                        other
                    );
        // "010 555 0123, also WhatsApp"
        var beside = text[part].Text is "," or "/" or "(" ? scan.Sentences.PartEnd(part + 1) : part;
        return ChannelOf(
            scan,
            start,
            beside - part < MostBeside
            && !(text.IsSign(beside, "(") && text[beside + 1].Kind == TokenKind.Digits)
            && !Indexes.Of(part, beside).Any(i => text[i].Kind == TokenKind.Digits)
                ? beside
                : part
        );
    }

    /// <summary>Whether it is only for messages, "text", or only for calls, "voice".</summary>
    public static string? OnlyBy(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        // What stands beside the next number is said of that.
        var next = Indexes
            .Of(end, scan.Sentences.EndOf(end))
            .FirstOrDefault(i => text[i] is { Kind: TokenKind.Digits, Text.Length: > 2 }, -1);
        next = text.IsSign(next - 1, ":") ? next - 1 : next;
        var whole = next < 0 ? scan.Sentences.EndOf(end) : Math.Max(end, scan.Sentences.PartStart(next));
        // "no calls after 6 pm" is no "text only".
        return Indexes
                .Of(start, whole)
                .Any(i =>
                    IsOnlyChannel(text, i)
                    || text.Is(i, "phone.textonly") is var length
                        && length > 0
                        && Times.Clock.Read(text, i + length, scan.Region) is null
                        && Times.Clock.Read(text, i + length + 1, scan.Region) is null
                )
                ? "text"
            : Indexes.Of(start, whole).Any(i => text.Is(i, "phone.voiceonly") > 0) ? "voice"
            : null;
    }

    // "WhatsApp only", "solo WhatsApp": all of them are for messages.
    private static bool IsOnlyChannel(SourceText text, int at) =>
        text.Of(at, "channel.") is ({ Length: > 0 }, var length)
        && (text.Is(NumberEnd(text, at + length), "only") > 0 || text.Before(at, "only").Start >= 0);

    // "Text 07700 900 461 only"
    private static int NumberEnd(SourceText text, int at)
    {
        while (text[at].Kind == TokenKind.Digits || text[at].Text is "-" or "+")
        {
            at++;
        }

        return at;
    }

    public static string[] ChannelOf(FactScan scan, int start, int end) =>
        [
            .. Indexes
                .Of(start, end)
                // "LINE @shop" is an account, and says nothing of the number beside it.
                .Where(i => !scan.IsWithin(i, "social"))
                // "no WhatsApp"
                .Where(i => scan.Text.Before(i + 1, "phone.voiceonly").Start < 0)
                // "or Telegram @name" is another way.
                .Where(i => !scan.Text.IsSign(i + scan.Text.Of(i, "channel.").Length, "@"))
                .Select(i => scan.Text.Of(i, "channel.").Name)
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];
}
