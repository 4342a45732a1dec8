using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>Languages of pages, of e-mails, and those that are spoken.</summary>
internal static class Languages
{
    public static void Read(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        List<(string Code, int Start, int End)> found = [];
        for (var i = start; i < end; i++)
        {
            if (
                text.Of(i, "language.") is ({ Length: 2 } code, var length)
                && (text[i].Text.Length != 2 || !char.IsAsciiLetter(text[i].Text[0]) || StandsAlone(text, i))
            )
            {
                found.Add((code, i, i + length));
            }
        }

        var cue = Indexes.Of(start, end).FirstOrDefault(i => text.Is(i, "languages") > 0, -1);
        if (found.Count == 0 || (cue < 0 && found.Count < 2))
        {
            return;
        }

        bool Joined(int from, int to) =>
            to == from || to == from + 1 && (text[from].Kind == TokenKind.Sign || text.Is(from, "and") > 0);

        // "en/fr/de" in a row, or all that stand beside the word for languages.
        var run =
            cue >= 0
                ? found
                :
                [
                    .. found.Where(
                        (one, index) =>
                            index + 1 < found.Count && Joined(one.End, found[index + 1].Start)
                            || index > 0 && Joined(found[index - 1].End, one.Start)
                    ),
                ];
        if (run.Count == 0 || cue >= 0 && run[0].Start - cue > 4 && cue - run[^1].End > 3)
        {
            return;
        }

        var isPage = cue >= 0 && text.Is(cue, "languages.page") > 0;
        var value = new JsonObject
        {
            ["codes"] = new JsonArray([
                .. run.Select(one => one.Code).Distinct(StringComparer.Ordinal).Select(code => JsonValue.Create(code)),
            ]),
            ["role"] = isPage ? "page" : "spoken",
        };
        scan.Add(
            "language",
            value,
            cue >= 0 ? Math.Min(cue, run[0].Start) : run[0].Start,
            Math.Max(run[^1].End, cue),
            takes: false
        );
        if (isPage)
        {
            scan.AddWords("instruction", cue, run[^1].End);
        }
    }

    // "en/fr/de", "Languages: en, de": "en el día" and the Finnish "ja" are words and no codes.
    private static bool StandsAlone(SourceText text, int at)
    {
        // "Site FR/NL/EN"
        return text.Is(at, "and") == 0 && (IsListed(at - 1) || IsListed(at + 1) || IsEdge(at - 1) && IsEdge(at + 1));

        bool IsListed(int index) =>
            text.IsSign(index, "/")
            && !text[index].IsSpaced
            && text.Text[text[at].Start..text[at].End].All(char.IsUpper);

        bool IsEdge(int index) =>
            index < 0
            || index >= text.Count
            || text[index].Kind is TokenKind.Sign or TokenKind.Break
            || text.Is(index, "and") > 0
            || text.Before(index + 1, "languages").Start >= 0;
    }
}
