namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

/// <summary>New words in an instruction: quoted, behind a colon or behind "say", or what is left beside the words that are known.</summary>
internal static class Titles
{
    // Articles and prepositions that no list has.
    private const int LongestParticle = 3;

    private static readonly char[] Around = [' ', ',', '.', ':', ';', '-', '–', '、', '。', '，', '：', '"', '\''];

    /// <summary>What is to be written; null: nothing says where it begins.</summary>
    public static string? NewText(Clause clause)
    {
        if (clause.Quoted.Count > 0)
        {
            return clause.Quoted[^1];
        }
        var colon = clause.Plain.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon + 1 < clause.Text.Length)
        {
            return Trimmed(clause, colon + 1, clause.Text.Length);
        }
        var says = clause.Every("say").ToArray();
        // The first one behind the noun that a title follows; a later one can be a word of the title.
        var noun = clause.Mentions.FirstOrDefault(mention =>
            mention.Key is "heading" or "button" or "subject" or "text"
        );
        var first = Array.Find(
            says,
            say =>
                noun.Length > 0
                && say.Start >= noun.End
                && clause.Text[say.End..].TrimStart() is { Length: > 0 } behind
                && char.IsUpper(behind[0])
                && !clause.Mentions.Any(mention =>
                    mention.Start >= say.End
                    && mention.Start <= say.End + 1
                    && SectionNames.Kinds.ContainsKey(mention.Key)
                )
        );
        return first.Length > 0 ? Trimmed(clause, first.End, clause.Text.Length)
            : says is [.., var last] ? Trimmed(clause, last.End, clause.Text.Length)
            : Between(clause);
    }

    /// <summary>A full stop that the old text has and the instruction ends with is the new text's, too.</summary>
    public static string Ended(Clause clause, string text, string? old) =>
        old?.EndsWith('.') == true && clause.Quoted.Count == 0 && clause.Text.EndsWith('.') && !text.EndsWith('.')
            ? $"{text}."
            : text;

    /// <summary>Where verbs come last, new words stand between the noun and the verb.</summary>
    private static string? Between(Clause clause)
    {
        // "The heading becomes Fresh bread": only what begins as a title does is one.
        if (
            clause.Mentions.FirstOrDefault(mention => mention.Key is "heading" or "button" or "subject")
                is { Length: > 0 } subject
            && clause.Mentions.FirstOrDefault(mention => mention.Start >= subject.End && mention.Key == "set")
                is { Length: > 0 } becomes
            && !clause.Text[subject.End..becomes.Start].Any(EditWords.IsInWord)
            && Trimmed(clause, becomes.End, clause.Text.Length) is { } title
            && char.IsUpper(title[0])
        )
        {
            return title;
        }
        if (
            clause.Mentions.LastOrDefault(mention => mention.Key is "set" or "write") is not { Length: > 0 } verb
            || clause.Text[verb.End..].Any(EditWords.IsInWord)
            || clause.Mentions.FirstOrDefault(mention => mention.Key is "heading" or "button" or "subject")
                is not { Length: > 0 } noun
            || noun.End >= verb.Start
            || clause.Text[..noun.Start].Any(EditWords.IsInWord)
        )
        {
            return null;
        }
        // "Swap heading and button" has nothing new in it.
        return Enumerable
            .Range(noun.End, verb.Start - noun.End)
            .Any(at =>
                EditWords.IsInWord(clause.Text[at])
                && !clause.Mentions.Any(mention => mention.Start <= at && mention.End > at)
            )
            ? Trimmed(clause, noun.End, verb.Start)
            : null;
    }

    /// <summary>What is neither known nor taken, from its first word to its last.</summary>
    public static string LeftIn(Clause clause, IEnumerable<(int Start, int End)> taken) =>
        LongestOf(clause, [.. clause.Mentions.Select(mention => (mention.Start, mention.End)), .. taken]);

    /// <summary>The same, with the small words that stand between two others: "pie of the day".</summary>
    public static string Bridged(Clause clause, IReadOnlyList<(int Start, int End)> taken)
    {
        var known = clause.Mentions.Select(mention => (mention.Start, mention.End)).ToArray();
        var small = clause
            .Every("small")
            .Where(mention =>
                !clause.Mentions.Any(other =>
                    other.Key != "small" && other.Start < mention.End && other.End > mention.Start
                )
                && IsFree(mention.Start, -1)
                && IsFree(mention.End - 1, 1)
            )
            .Select(mention => (mention.Start, mention.End))
            .ToHashSet();
        return LongestOf(clause, [.. known.Where(one => !small.Contains(one)), .. taken]);

        // Whether the word beside it, behind a space, is none that is known or taken.
        bool IsFree(int edge, int step)
        {
            var at = edge + (2 * step);
            return at >= 0
                && at < clause.Plain.Length
                && clause.Plain[edge + step] == ' '
                && EditWords.IsInWord(clause.Plain[at])
                && !known.Concat(taken).Any(one => one.Start <= at && one.End > at);
        }
    }

    private static string LongestOf(Clause clause, IEnumerable<(int Start, int End)> known)
    {
        var free = new bool[clause.Text.Length];
        Array.Fill(free, true);
        foreach (var (start, end) in known)
        {
            Array.Fill(free, false, start, Math.Min(end, free.Length) - start);
        }
        var best = (Start: 0, End: 0);
        for (var at = 0; at < free.Length; at++)
        {
            var end = at;
            while (end < free.Length && free[end])
            {
                end++;
            }
            if (Letters(clause.Text, at, end) > Letters(clause.Text, best.Start, best.End))
            {
                best = (at, end);
            }
            at = end;
        }
        var left = clause.Text[best.Start..best.End];
        // A sign of a currency names nothing.
        return string.Concat(
                left.Where(letter =>
                    char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.CurrencySymbol
                )
            )
            .Trim(Around);
    }

    /// <summary>What stands between the word for adding and a place, without small words around it; null: not so.</summary>
    public static string? Added(Clause clause, int end)
    {
        if (clause.First("add") is not { } verb || verb.End >= end)
        {
            return null;
        }
        var start = verb.End;
        var inside = clause.Mentions.Where(mention => mention.Start >= start && mention.End <= end).ToArray();
        foreach (var mention in inside.Where(mention => IsBeside(mention.Key)))
        {
            if (mention.Start >= start && !clause.Text[start..mention.Start].Any(EditWords.IsInWord))
            {
                start = Math.Max(start, mention.End);
            }
        }
        foreach (var mention in inside.Reverse().Where(mention => IsBeside(mention.Key)))
        {
            if (mention.Start >= start && mention.End <= end && !clause.Text[mention.End..end].Any(EditWords.IsInWord))
            {
                end = mention.Start;
            }
        }
        if (start >= end)
        {
            return null;
        }
        var text = clause.Text[start..end].Trim(Around).TrimEnd('€', '$', '£', '¥', '₺').Trim(Around);
        return text.Any(EditWords.IsInWord) && text.IndexOfAny([',', ':']) < 0 ? text : null;
    }

    private static bool IsBeside(string key) =>
        key
            is "small"
                or "item"
                or "price"
                or "also"
                or "now"
                or "please"
                or "say"
                or "currency"
                or "services"
                or "add";

    /// <summary>Whether further words are unknown: then nobody knows which of them are the new ones.</summary>
    public static bool IsMoreLeft(Clause clause, string left, IReadOnlyList<(int Start, int End)> taken)
    {
        var start = clause.Text.IndexOf(left, StringComparison.Ordinal);
        return LeftIn(clause, [.. taken, (Math.Max(0, start), Math.Max(0, start) + left.Length)])
                .Count(EditWords.IsInWord) > LongestParticle;
    }

    private static int Letters(string text, int start, int end) => text[start..end].Count(EditWords.IsInWord);

    /// <summary>What stands there, without a verb behind it where verbs come last.</summary>
    public static string? Trimmed(Clause clause, int start, int end)
    {
        while (
            clause.Mentions.LastOrDefault(mention =>
                mention.End <= end && clause.Text[mention.End..end].Trim(Around).Length == 0
            )
                is { Length: > 0 } last
            && last.Start > start
            && last.Key is "set" or "add" or "please"
        )
        {
            end = last.Start;
        }
        var text = clause.Text[start..end].Trim(Around);
        // Several sentences end as sentences do.
        if (text.IndexOfAny(['?', '!', '.']) >= 0 && clause.Text[start..end].TrimEnd().EndsWith('.'))
        {
            text += '.';
        }
        return text.Length > 0 ? text : null;
    }
}
