using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>E-mail addresses, links, accounts on platforms, colours by number, and numbers of registers.</summary>
internal static class Contacts
{
    // Top-level domains that people write without "www.": a dot between two words may be a missing space.
    private static readonly FrozenSet<string> Domains = FrozenSet.Create(
        StringComparer.Ordinal,
        "com",
        "org",
        "net",
        "info",
        "biz",
        "example",
        "app",
        "io",
        "shop",
        "studio",
        "dev",
        "eu",
        "uk",
        "de",
        "at",
        "ch",
        "fr",
        "be",
        "es",
        "it",
        "pt",
        "br",
        "nl",
        "se",
        "no",
        "dk",
        "fi",
        "pl",
        "cz",
        "sk",
        "tr",
        "ro",
        "gr",
        "ua",
        "il",
        "in",
        "jp",
        "kr",
        "cn",
        "vn",
        "th",
        "hu",
        "ie",
        "au",
        "nz",
        "za",
        "ng",
        "my",
        "sg",
        "mx",
        "cl",
        "ar",
        "ca",
        "us",
        "ru",
        "hr",
        "si",
        "rs",
        "bg",
        "lt",
        "lv",
        "ee",
        "me",
        "ae",
        "sa",
        "eg",
        "pk"
    );

    public static void Read(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (scan.IsTaken(i))
            {
                continue;
            }

            if (text.IsSign(i, "@") || text.Is(i, "email.at") > 0)
            {
                ReadAt(scan, i);
            }
            else if (text.IsSign(i, "#"))
            {
                Wording.Colours.ReadCode(scan, i);
            }
            else if (text[i].Kind == TokenKind.Word)
            {
                ReadLink(scan, i);
            }
        }

        ReadAccounts(scan);
    }

    private static void ReadAt(FactScan scan, int at)
    {
        var text = scan.Text;
        var length = Math.Max(1, text.Is(at, "email.at"));
        var spelled = !text.IsSign(at, "@");
        var start = at;
        while (start > 0 && IsAddressPart(text, start - 1) && (spelled && start == at || !text[start].IsSpaced))
        {
            start--;
        }

        var end = at + length;
        var domain = new List<string>();
        while (
            text[end] is { Kind: TokenKind.Word or TokenKind.Digits } word
            && (domain.Count == 0 || !word.IsSpaced || spelled)
        )
        {
            var label = word.Text;
            end++;
            while (
                text[end] is { IsSpaced: false } part
                && (part.Kind is TokenKind.Word or TokenKind.Digits || part.Text is "-" or "_")
            )
            {
                label += part.Text;
                end++;
            }

            domain.Add(label);
            var dot = text.Is(end, "email.dot");
            if (
                dot > 0
                || text.IsSign(end, ".")
                    && text[end + 1] is { IsSpaced: false, Kind: TokenKind.Word or TokenKind.Digits }
            )
            {
                end += Math.Max(1, dot);
                continue;
            }

            break;
        }

        if (start < at && domain.Count > 1)
        {
            var name = text.Text[text[start].Start..text[at - 1].End];
            scan.Add("email", new JsonObject { ["email"] = $"{name}@{string.Join('.', domain)}" }, start, end);
        }
    }

    private static bool IsAddressPart(SourceText text, int index) =>
        text[index].Kind is TokenKind.Word or TokenKind.Digits
        || text[index] is { Kind: TokenKind.Sign, Text: "." or "-" or "_" or "+" };

    private static void ReadLink(FactScan scan, int start)
    {
        var text = scan.Text;
        if (!text[start].IsSpaced && text[start - 1] is { Kind: TokenKind.Sign, Text: "@" or "." or "/" or "-" or "_" })
        {
            return;
        }

        var end = start + 1;
        while (
            text[end] is { IsSpaced: false, Kind: not TokenKind.Break } part
            && part.Text[0] is not (',' or ';' or ')' or '(' or '"' or '\u00BB' or '\u3002' or '\u3001' or '!' or '\t')
            && (part.Kind != TokenKind.Word || !Scripts.HasNoSpaces(part.Text[0]))
        )
        {
            end++;
        }

        while (end > start && text[end - 1].Kind == TokenKind.Sign && text[end - 1].Text[0] is not '/')
        {
            end--;
        }

        var url = text.Words(start, end);
        var host = url.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var isWeb =
            url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var name =
            host.Length == 0 ? ""
            : isWeb ? host.ElementAtOrDefault(1) ?? ""
            : host[0];
        var labels = name.Split('?', '#')[0].ToLowerInvariant().Split('.');
        var isDomain =
            labels.Length > 1
            && Domains.Contains(labels[^1])
            && labels.All(label => label.Length > 0 && label.All(c => char.IsLetterOrDigit(c) || c == '-'))
            && (labels[^2].Length > 1 && text[start].IsSpaced | start == 0 | text[start - 1].Kind != TokenKind.Word);
        if (
            isDomain
            && !url.Contains('@', StringComparison.Ordinal)
            && (isWeb || labels[0] == "www" || labels.Length > 1)
        )
        {
            var what = scan.Sentences.PartStart(start);
            var words = what < start ? text.Words(what, start) : PreviousPart(scan, start);
            var value = new JsonObject { ["url"] = url };
            if (words.TrimEnd(' ', ':').Length > 0)
            {
                value["what"] = words.TrimEnd(' ', ':');
            }

            scan.Add("link", value, start, end);
        }
    }

    private static string PreviousPart(FactScan scan, int start) =>
        start > 1 && scan.Text.IsSign(start - 1, ":")
            ? scan.Text.Words(scan.Sentences.PartStart(start - 1), start - 1)
            : "";

    /// <summary>"@name on Insta + Threads", "IG @name", "微信：name": one for each platform that is named beside it.</summary>
    private static void ReadAccounts(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (
                scan.IsTaken(i)
                || !(text.IsSign(i, "@") && (text[i].IsSpaced || i == 0 || text[i - 1].Kind != TokenKind.Word))
            )
            {
                ReadNamed(scan, i);
                continue;
            }

            var end = HandleEnd(text, i + 1);
            if (end == i + 1)
            {
                continue;
            }

            var platforms = new List<(string Name, int Start, int End)>();
            foreach (
                var (at, length, name) in Platforms(
                    text,
                    Math.Max(scan.Sentences.StartOf(i), i - 6),
                    scan.Sentences.EndOf(i)
                )
            )
            {
                if (
                    at + length <= i ? Near(text, at + length, i)
                    : platforms.Count == 0 ? Near(text, end, at)
                    : Near(text, platforms[^1].End, at)
                )
                {
                    platforms.Add((name, at, at + length));
                }
            }

            foreach (var (name, at, to) in platforms.DistinctBy(one => one.Name))
            {
                scan.Add(
                    "social",
                    new JsonObject { ["platform"] = name, ["handle"] = text.Words(i, end) },
                    Math.Min(i, at),
                    Math.Max(end, to),
                    takes: false
                );
            }

            if (platforms.Count > 0)
            {
                scan.Take(i, end);
            }
        }

        static bool Near(SourceText text, int from, int to) =>
            Indexes
                .Of(from, to)
                .All(i => text[i].Kind == TokenKind.Sign && text[i].Text[0] is not '.' || text[i].Text.Length < 4)
            && to - from <= 3;
    }

    private static void ReadNamed(FactScan scan, int at)
    {
        var text = scan.Text;
        var (name, length) = text.Of(at, "platform.");
        // "LINE: kiku55", "LINE ID kiku", "微信 kiku_55"
        var id = text.Is(at + length, "account.id");
        var from = at + length + id;
        var isMarked = text.IsSign(from, ":") || id > 0;
        from += text.IsSign(from, ":") ? 1 : 0;
        if (length == 0 || scan.IsTaken(at))
        {
            return;
        }

        var end = HandleEnd(text, from);
        var handle = text.Words(from, end);
        // A handle is one word in Latin letters with a sign that no other word has, or the only word up to the end of its part.
        if (
            handle.Length > 2
            && (
                isMarked
                || handle.Any(c => c is '_' or '-' or '.' || char.IsAsciiDigit(c))
                    && handle.Any(char.IsAsciiLetterLower)
            )
            && handle.All(c => char.IsAscii(c))
            && handle.Any(char.IsAsciiLetter)
            && (id > 0 || scan.Sentences.Divides(end))
            && !scan.AnyTaken(from, end)
        )
        {
            scan.Add("social", new JsonObject { ["platform"] = name, ["handle"] = handle }, at, end);
        }
    }

    private static int HandleEnd(SourceText text, int start)
    {
        var end = start;
        while (
            text[end] is { } part
            && (end == start || !part.IsSpaced)
            && (
                part.Kind is TokenKind.Word or TokenKind.Digits
                || part is { Kind: TokenKind.Sign, Text: "." or "_" or "-" }
                    && text[end + 1] is { IsSpaced: false, Kind: TokenKind.Word or TokenKind.Digits }
            )
        )
        {
            end++;
        }

        return end;
    }

    private static IEnumerable<(int At, int Length, string Name)> Platforms(SourceText text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text.Of(i, "platform.") is ({ Length: > 0 } name, var length))
            {
                yield return (i, length, name);
            }
        }
    }
}
