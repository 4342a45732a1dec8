using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

/// <summary>Where one step of an instruction ends and the next begins.</summary>
internal static class Steps
{
    // More commas than that are a text.
    private const int MostPieces = 12;

    /// <summary>What stands under numbers, in lines, or between semicolons and full stops.</summary>
    public static IEnumerable<string> Of(string instruction)
    {
        var plain = Clause.WithoutQuotes(Clause.PlainOf(instruction));
        List<int> cuts = [0];
        var number = 1;
        for (var at = 0; at < plain.Length; at++)
        {
            var sign = number.ToString(CultureInfo.InvariantCulture);
            if (
                (at == 0 || plain[at - 1] == ' ')
                && string.CompareOrdinal(plain, at, sign, 0, sign.Length) == 0
                && at + sign.Length + 1 < plain.Length
                && plain[at + sign.Length] is '.' or ')'
                && plain[at + sign.Length + 1] == ' '
            )
            {
                cuts.Add(at);
                at += sign.Length + 1;
                cuts.Add(at);
                number++;
            }
            else if (
                instruction[at] is '\n' or ';' or '；'
                || (instruction[at] == '。' && plain[at] != ' ')
                || (
                    plain[at] is '.' or '!'
                    && at + 1 < plain.Length
                    && plain[at + 1] == ' '
                    && at + 2 < plain.Length
                    && char.IsUpper(instruction[at + 2])
                )
            )
            {
                cuts.Add(at + 1);
            }
        }
        cuts.Add(instruction.Length);
        for (var index = 0; index + 1 < cuts.Count; index++)
        {
            var step = instruction[cuts[index]..cuts[index + 1]].Trim(' ', '\n', '\r', '\t', ';', '；', '-', '•', '*');
            // The number itself is none.
            if (step.Any(char.IsLetter))
            {
                yield return step;
            }
        }
    }

    /// <summary>What stands between commas and "and"; the whole where there are too many.</summary>
    public static IReadOnlyList<(int Start, int End)> PiecesOf(string part, EditWords words)
    {
        var plain = Clause.WithoutQuotes(Clause.PlainOf(part));
        var signs = Enumerable
            .Range(0, plain.Length)
            .Where(at =>
                plain[at] is ',' or '、' or '،'
                && !(at > 0 && at + 1 < plain.Length && char.IsDigit(plain[at - 1]) && char.IsDigit(plain[at + 1]))
            )
            .Select(at => (Start: at, End: at + 1));
        var cuts = signs
            .Concat(
                words.In(plain).Where(mention => mention.Key == "and").Select(mention => (mention.Start, mention.End))
            )
            // Where "and" is a letter before the verb.
            .Concat(
                words
                    .In(plain)
                    .Where(mention =>
                        mention.Key is "add" or "remove" or "move" or "set"
                        && mention.Start > 1
                        && words.IsPrefix(plain[mention.Start - 1])
                        && plain[mention.Start - 2] == ' '
                    )
                    .Select(mention => (Start: mention.Start - 1, End: mention.Start))
            )
            .OrderBy(cut => cut.Start)
            .ToArray();
        if (cuts.Length >= MostPieces)
        {
            return [(0, part.Length)];
        }
        List<(int, int)> pieces = [];
        var start = 0;
        foreach (var cut in cuts.Append((Start: part.Length, End: part.Length)))
        {
            if (cut.Start > start && part.AsSpan(start, cut.Start - start).ContainsAnyExcept(" ,、،"))
            {
                pieces.Add((start, cut.Start));
            }
            start = Math.Max(start, cut.End);
        }
        return pieces;
    }
}
