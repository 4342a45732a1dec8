using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Requested;

/// <summary>
/// The pages and e-mails that are asked for: numbered ("Five e-mails: 1 welcome, 2 ..."), listed ("Pages: home, prices"), named one by one ("página de
/// inscrição, página de obrigado"), or before their word ("opt-in, thank-you and offer pages").
/// </summary>
internal static class Deliverables
{
    /// <returns>Where the last list ends: it may go on behind its sentence.</returns>
    public static int Read(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        var from = start;
        var known = scan.Facts.Count;
        for (var i = start; i < end; i++)
        {
            if (What(text, i) is not ({ } what, var length) || scan.IsTaken(i) || scan.IsWithin(i, "deliverable"))
            {
                continue;
            }

            var count = Count(scan, start, i);
            var list = NumberedDeliverables
                .Read(scan, i, length, what, count)
                .ConvertAll(item => ListedDeliverables.Named(text, item, what));
            if (list.Count < 2)
            {
                list = ListedDeliverables.Read(scan, i + length, NextHead(scan, i + length, end, what), what, count);
            }

            if (list.Count > 1)
            {
                var head = Math.Min(HeadOf(scan, from, i), list[0].Start);
                NamedDeliverables.Read(scan, from, head, isPart: true);
                Add(scan, what, list);
                Instruct(scan, head, Math.Min(i + length, list[0].Start));
                from = list[^1].End;
                i = from - 1;
            }
        }

        NamedDeliverables.Read(scan, from, end, isPart: scan.Facts.Count > known);
        return from;
    }

    /// <summary>Whether what stands there is another wish than the list before it.</summary>
    public static bool IsOther(FactScan scan, int at) =>
        Indexes
            .Of(at, scan.Sentences.PartEnd(at))
            .Any(i =>
                scan.Text.Is(i, "signoff") > 0
                || scan.Text.Is(i, "tone.cue") > 0
                || scan.Text.Is(i, "instruct") > 0
                || scan.Text.Is(i, "forbid") > 0
                || scan.Text.Is(i, "request") > 0
                || What(scan.Text, i).What is not null
            );

    // "3 pages: a, b; 2 e-mails: c, d": a list ends where the other kind's is announced.
    private static int NextHead(FactScan scan, int start, int end, string what)
    {
        var text = scan.Text;
        for (var i = start + 1; i < end; i++)
        {
            if (
                What(text, i) is ({ } other, var length)
                && other != what
                && (
                    Count(scan, start, i) is not null
                    || text.Before(i, "article").Start >= start
                    || Indexes.Of(i + length, Math.Min(end, i + length + 4)).Any(at => text.IsSign(at, ":"))
                )
                && HeadOf(scan, start, i) is var head
                && head > start
            )
            {
                return head - 1;
            }
        }

        return end;
    }

    // "... and a series of 3 e-mails: 1) ...": where the part of the sentence begins that leads to the list.
    private static int HeadOf(FactScan scan, int start, int at)
    {
        while (
            at > start
            && !Separates(scan.Text, at - 1)
            && !scan.Text.IsSign(at - 1, ")")
            // Where words have no spaces, a space separates.
            && !(scan.Text[at].IsSpaced && Scripts.HasNoSpaces(scan.Text[at].Text[0]))
        )
        {
            at--;
            // "דף תודה ושלושה מיילים": the number begins it.
            if (
                scan.Text.All(at).Any(one => one.Prefix > 0 && one.Name.StartsWith("number.", StringComparison.Ordinal))
            )
            {
                break;
            }
        }

        return at;
    }

    /// <summary>What stands between things that are listed: a comma, a plus, "and".</summary>
    public static bool Separates(SourceText text, int at) =>
        text[at].Kind == TokenKind.Break
        || text[at].Text is "," or ";" or "+" or "&" or "\u3001" or "|" or "\u30FB" or "\u2022"
        || text.IsSign(at, "/") && text[at - 1].Kind != TokenKind.Digits
        || text.IsSign(at, "-") && text[at].IsSpaced && text[at + 1].IsSpaced
        || text.IsSign(at, ".") && text[at + 1].IsSpaced
        || text.Is(at, "and") > 0 && text[at].Kind == TokenKind.Word && What(text, at).What is null;

    public static (string? What, int Length) What(SourceText text, int at)
    {
        // "Nha Trang", "đường Bông Trang", "Calle del Correo": the name of a town or street.
        if (
            text[at].IsCapital
            && text[at - 1].Kind == TokenKind.Word
            && (text[at - 1].IsCapital && text.Is(at, "word.name") > 0 || IsStreetName(text, at))
        )
        {
            return (null, 0);
        }

        if (text.Is(at, "word.email") is var email and > 0)
        {
            // "Mail to P.O. Box 55"
            return Indexes.Of(at + email, at + email + 3).Any(i => text.Is(i, "address.pobox") > 0)
                ? (null, 0)
                : ("email", email);
        }

        return text.Is(at, "word.page") is var page and > 0 ? ("page", page)
            : text[at].Kind == TokenKind.Word && text.Compound(at, "word.page.ending") ? ("page", 1)
            : text[at].Kind == TokenKind.Word && text.Compound(at, "word.email.ending") ? ("email", 1)
            : (null, 0);
    }

    private static bool IsStreetName(SourceText text, int at) =>
        Indexes.Of(Math.Max(0, at - 3), at).Any(i => text.Is(i, "street.before") > 0 && text[i].Text.Length > 1);

    private static void Instruct(FactScan scan, int start, int end)
    {
        scan.AddWords("instruction", start, end);
        scan.Take(start, end);
    }

    public static void Add(FactScan scan, string what, List<Item> items)
    {
        var text = scan.Text;
        var order = scan.Facts.Count(one =>
            one.Fact.Kind == "deliverable" && one.Fact.Value["what"]!.GetValue<string>() == what
        );
        foreach (var item in items)
        {
            var (from, to) = scan.Trimmed(item.Topic, item.End);
            // "reminder (2 days before)"
            to +=
                text.IsSign(to, ")")
                && Indexes.Of(from, to).Count(i => text.IsSign(i, "("))
                    > Indexes.Of(from, to).Count(i => text.IsSign(i, ")"))
                    ? 1
                    : 0;
            while (text.Before(to, "polite").Start is var polite && polite > from)
            {
                (_, to) = scan.Trimmed(from, polite);
            }

            if (from < to && text.Is(from, "signoff") == 0 && !IsEmpty(scan, from, to))
            {
                // French and Italian elide: "page d'inscription".
                var topic = Topic(scan.Text, from, to);
                var cut = topic.IndexOfAny(['\'', '\u2019']);
                topic = item.Start < from && cut is 1 ? topic[2..] : topic;
                scan.Add(
                    "deliverable",
                    new JsonObject
                    {
                        ["what"] = what,
                        ["order"] = ++order,
                        ["topic"] = topic,
                    },
                    item.Start,
                    to,
                    takes: false
                );
                scan.Take(item.Start, from);
            }
        }
    }

    // "deux mails", "puis un mail": how many, and small words, are no topic.
    private static bool IsEmpty(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        if (What(text, end).What is not null && Amounts.Read(text, end - 1, scan.Region)?.End == end)
        {
            return true;
        }

        for (var i = start; i < end; )
        {
            var small = Math.Max(
                Math.Max(text.Is(i, "clause"), text.Is(i, "article")),
                Math.Max(text.Is(i, "page.of"), text.Is(i, "request"))
            );
            i = small > 0 ? i + small : Amounts.Read(text, i, scan.Region)?.End ?? end + 1;
            if (i > end)
            {
                return false;
            }
        }

        return true;
    }

    // A time is no part of the topic where nothing joins them: "last day of the discount (31/12)", "parents' evening 12 July, 6 pm".
    private static string Topic(SourceText text, int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (
                (
                    text.IsSign(i, "(")
                    || text[i].Kind == TokenKind.Digits && IsDay(text, i) && text[i - 1].Text.Length > 3
                )
                && Indexes.Of(i, end).All(at => IsOfTime(text, at))
                && (text.IsSign(i, "(") || Indexes.Of(i, end).Any(at => IsClock(text, at)))
            )
            {
                return text.Words(start, i);
            }
        }

        return text.Words(start, end);
    }

    private static bool IsDay(SourceText text, int at) =>
        text.Of(at + 1, "month.").Length > 0 || text.IsSign(at + 1, ".") && text.Of(at + 2, "month.").Length > 0;

    private static bool IsClock(SourceText text, int at) =>
        text.IsSign(at, ":")
        || text.Of(at, "clock.").Length > 0
        || text.Of(at, "unit.hour").Length > 0
        || text.Of(at, "daytime.").Length > 0;

    private static bool IsOfTime(SourceText text, int at) =>
        text[at].Kind != TokenKind.Word
        || text.All(at)
            .Any(one =>
                one.Name is "unit.day" or "date.month" or "date.day" or "midnight" or "noon"
                || one.Name.StartsWith("day", StringComparison.Ordinal)
                || one.Name.StartsWith("month.", StringComparison.Ordinal)
                || one.Name.StartsWith("clock.", StringComparison.Ordinal)
            );

    private static decimal? Count(FactScan scan, int start, int word)
    {
        for (var i = word - 1; i >= Math.Max(start, word - 4); i--)
        {
            if (
                Amounts.Read(scan.Text, i, scan.Region) is { Value: > 1 and < 30, Decimals: 0 } many
                && many.End <= word
            )
            {
                return many.Value;
            }
        }

        // "メール3通：", "이메일 3통:", "Mails (4 Stk.):", "Emails à prévoir, 2 :"
        var behind = word + What(scan.Text, word).Length;
        for (var i = behind; i < behind + 4; i++)
        {
            if (Amounts.Read(scan.Text, i, scan.Region) is { Value: > 1 and < 30, Decimals: 0 } after)
            {
                // "... page and two e-mails": the number is of those.
                return
                    (What(scan.Text, after.End).What ?? What(scan.Text, word).What) == What(scan.Text, word).What
                    && (
                        i == behind
                        || scan.Text.IsSign(i - 1, "(")
                            && (!scan.Text.IsSign(after.End, ")") || scan.Text.IsSign(after.End + 1, ':', '-'))
                        || scan.Text.IsSign(after.End + What(scan.Text, after.End).Length, ':', '(')
                        // "ページは3枚：", "메일은 두 통만:"
                        || Indexes.Of(after.End, after.End + 3).FirstOrDefault(at => scan.Text.IsSign(at, ':', '('), -1)
                            is > 0
                                and var colon
                            && Indexes
                                .Of(after.End, colon)
                                .All(at =>
                                    scan.Text.Is(at, "nth.after") + scan.Text.Is(at, "only") > 0
                                    || !scan.Text[at].IsSpaced
                                )
                    )
                    ? after.Value
                    : null;
            }

            if (
                scan.Text[i].Text is ":" or "." or "+"
                || scan.Text.Is(i, "and") > 0
                || scan.Text[i].Kind == TokenKind.Break
            )
            {
                break;
            }
        }

        return null;
    }

    internal readonly record struct Item(int Start, int End, int Topic);
}
