namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

/// <summary>Fewer words, all of them the owner's: whole sentences, else whole clauses, from the beginning.</summary>
internal static class Shorter
{
    // What is left has to say something.
    private const int LeastLetters = 8;
    private const int LeastTitle = 5;
    private const int LeastWide = 3;

    /// <param name="avoided">Words that must not be in it.</param>
    /// <returns>Null: it cannot be made shorter by leaving something out.</returns>
    public static string? Of(string text, IReadOnlyList<string> avoided)
    {
        var allowed = Parts(text, ['.', '!', '?', '。', '！', '？', '؟', '।'])
            .Where(part => !Avoids(part, avoided))
            .ToArray();
        var whole = Parts(text, ['.', '!', '?', '。', '！', '？', '؟', '।']);
        if (allowed.Length > 0 && (whole.Count > 1 || allowed.Length < whole.Count))
        {
            var kept = string.Concat(allowed.Take(Math.Max(1, whole.Count / 2))).Trim();
            return kept.Length < text.Trim().Length ? kept : null;
        }
        var parts = Parts(text, [',', ';', ':', '、', '，', '،', '–', '—']);
        var first = string.Concat(parts.Take(Math.Max(1, parts.Count / 2)).Where(part => !Avoids(part, avoided)))
            .Trim()
            .TrimEnd(',', ';', ':', '、', '，', '،', '–', '—', ' ');
        if (parts.Count < 2 || first.Count(char.IsLetterOrDigit) < LeastLetters || Avoids(first, avoided))
        {
            return null;
        }
        var end = text.TrimEnd()[^1];
        return char.IsPunctuation(end) && end != first[^1] ? first + end : first;
    }

    /// <summary>A heading without the phrase at its end, or before its noun where phrases stand there: "Weddings in slow light".</summary>
    /// <returns>Null: there is none that can be left out.</returns>
    public static string? OfTitle(string title, EditWords words)
    {
        var plain = Clause.PlainOf(title);
        var end = title.Length;
        while (end > 0 && !EditWords.IsInWord(title[end - 1]))
        {
            end--;
        }
        var behind = words
            .Find("link", plain)
            .Where(link => plain[..link.Start].Count(char.IsLetterOrDigit) >= LeastTitle && link.End < end)
            .Select(link => title[..link.Start].TrimEnd(' ', ',', ':', ';', '–', '-') + title[end..]);
        var before = words
            .Find("linkbefore", plain)
            .Where(link => title[link.End..].Count(char.IsLetterOrDigit) >= LeastWide)
            .Select(link => title[link.End..].TrimStart());
        return behind.LastOrDefault() ?? before.FirstOrDefault();
    }

    private static bool Avoids(string part, IReadOnlyList<string> avoided) =>
        avoided.Any(word => part.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>With their marks; a point in a number ends nothing.</summary>
    private static List<string> Parts(string text, char[] marks)
    {
        List<string> parts = [];
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (marks.Contains(text[at]) && !(at + 1 < text.Length && char.IsDigit(text[at + 1])))
            {
                parts.Add(text[start..(at + 1)]);
                start = at + 1;
            }
        }
        if (text[start..].Trim().Length > 0)
        {
            parts.Add(text[start..]);
        }
        return parts;
    }
}
