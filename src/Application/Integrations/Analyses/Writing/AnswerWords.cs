using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AiWebBuilder.Application.Integrations.Analyses.Writing;

/// <summary>What a written text says: its numbers, the addresses in it, marks that are none of plain text.</summary>
internal static class AnswerWords
{
    private static readonly Data Known = Read();

    private static readonly FrozenDictionary<string, long> Spelled = Known.Numbers.ToFrozenDictionary(
        StringComparer.OrdinalIgnoreCase
    );

    // What browsers, mail programs and chats make links of, whatever stands behind it.
    private static readonly string[] Schemes = ["://", "www.", "mailto:", "tel:", "javascript:", "data:", "//"];

    private static readonly string[] Marks = ["](", "![", "```", "{{", "}}", "<!--"];

    public static bool HasMarkup(string text)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at + 1))
        {
            if (at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!' or '?'))
            {
                return true;
            }
        }
        return Marks.Any(mark => text.Contains(mark, StringComparison.Ordinal));
    }

    /// <summary>The numbers in digits of any script, and those that are spelled. Names that have digits, as <c>H1</c>, are no numbers.</summary>
    public static IEnumerable<(string Said, long? Value)> Numbers(string text)
    {
        foreach (var name in Known.Names)
        {
            text = WithoutWord(text, name);
        }
        foreach (
            var word in text.Split([.. " \t\n\u00A0\u202F-–—/()[]\"'“”„:;!?…"], StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (Spelled.TryGetValue(word.Trim('.', ','), out var spelled))
            {
                yield return (word, spelled);
            }
        }
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsDigit(text[at]))
            {
                continue;
            }
            var start = at;
            var digits = new StringBuilder();
            var isWhole = true;
            while (at < text.Length)
            {
                if (char.IsDigit(text[at]))
                {
                    digits.Append(CharUnicodeInfo.GetDecimalDigitValue(text[at]));
                    at++;
                }
                // 12,345 and 12 345 are one number; 1.5 is none that a count can be.
                else if (text[at] is '.' or ',' or '\u00A0' or '\u202F' or '’' && IsDigits(text, at + 1, 1))
                {
                    isWhole &= IsDigits(text, at + 1, 3) && !IsDigits(text, at + 1, 4);
                    at++;
                }
                else
                {
                    break;
                }
            }
            yield return (
                text[start..at],
                isWhole && long.TryParse(digits.ToString(), CultureInfo.InvariantCulture, out var value) ? value : null
            );
        }
    }

    /// <summary>Addresses that are not below the host, and whatever a program could take for one.</summary>
    public static IEnumerable<string> Elsewhere(string text, string host)
    {
        foreach (var word in text.Split([.. " \t\n\r\u00A0<>\"'“”„()[]"], StringSplitOptions.RemoveEmptyEntries))
        {
            var written = word.TrimEnd('.', ',', ';', ':', '!', '?', '…');
            if (Schemes.Any(scheme => written.Contains(scheme, StringComparison.OrdinalIgnoreCase)))
            {
                if (
                    !Uri.TryCreate(written, UriKind.Absolute, out var address)
                    || address.Scheme is not ("http" or "https")
                    || address.UserInfo.Length > 0
                    || !IsHost(address.Host, host)
                )
                {
                    yield return written;
                }
                continue;
            }
            // Without a path, a port or a part before the name.
            var name = written.Split('/', '?', '#', ':')[0];
            if (written.Contains('@', StringComparison.Ordinal) || LooksLikeHost(name) && !IsHost(name, host))
            {
                yield return written;
            }
        }
    }

    private static bool IsHost(string name, string host) =>
        string.Equals(Bare(name), Bare(host), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string host) =>
        host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    private static bool LooksLikeHost(string word)
    {
        var labels = word.Split('.');
        return labels.Length > 1
            && labels.All(label =>
                label.Length > 0 && label.All(letter => char.IsLetterOrDigit(letter) || letter == '-')
            )
            && labels[^1].Length > 1
            && labels[^1].All(char.IsLetter)
            && !Known.Files.Contains(labels[^1].ToLowerInvariant());
    }

    private static bool IsDigits(string text, int at, int count) =>
        at + count <= text.Length && text.AsSpan(at, count).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string WithoutWord(string text, string word)
    {
        for (
            var at = text.IndexOf(word, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(word, at + 1, StringComparison.Ordinal)
        )
        {
            var end = at + word.Length;
            if (
                (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && (end == text.Length || !char.IsLetterOrDigit(text[end]))
            )
            {
                text = string.Concat(text.AsSpan(0, at), " ", text.AsSpan(end));
            }
        }
        return text;
    }

    private static Data Read()
    {
        using var file = typeof(AnswerWords).Assembly.GetManifestResourceStream("analysis-words/answers")!;
        return JsonSerializer.Deserialize<Data>(file, JsonSerializerOptions.Web)!;
    }

    private sealed record Data(string[] Names, string[] Files, Dictionary<string, long> Numbers);
}
