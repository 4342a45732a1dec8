using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Common;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>Puts props together: what is null or empty is left out, and what is too long is cut where a sentence or a word ends.</summary>
internal static partial class Props
{
    private const int MaxLabel = 28;

    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var props = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not (null or JsonArray { Count: 0 } or JsonObject { Count: 0 }))
            {
                props[name] = value;
            }
        }
        return props;
    }

    /// <param name="to">What kind of target it is: <c>goal, page, section, fact, url</c>.</param>
    public static JsonObject Link(string to, string target, string label) =>
        Of(("to", to), ("ref", target), ("label", Fit(label, MaxLabel)));

    public static bool Fits(string text, int width) => TextWidth.Of(text) <= width;

    /// <summary>A plain text of at most that width.</summary>
    public static string Fit(string text, int width)
    {
        text = text.ReplaceLineEndings(" ").Trim();
        if (Fits(text, width))
        {
            return text;
        }
        // As many whole sentences as fit, when that is most of it.
        var sentences = "";
        foreach (Match sentence in Sentence().Matches(text))
        {
            if (!Fits(sentences + sentence.Value.TrimEnd(), width))
            {
                break;
            }
            sentences += sentence.Value;
        }
        if (TextWidth.Of(sentences) >= width / 3)
        {
            return sentences.TrimEnd();
        }
        var cut = text;
        while (!Fits(cut + "…", width))
        {
            var end = cut.LastIndexOf(' ');
            cut = end > 0 ? cut[..end] : cut[..^(char.IsLowSurrogate(cut[^1]) ? 2 : 1)];
        }
        return cut.TrimEnd(' ', ',', ';', ':', '–', '-') + "…";
    }

    /// <summary>The same as a text in which marks are read: those of the owner's words are none.</summary>
    public static string Line(string text, int width)
    {
        var fitting = width;
        string line;
        // The backslashes count, too.
        do
        {
            line = Marks().Replace(Fit(text, fitting), @"\$0");
            fitting--;
        } while (!Fits(line, width));
        return line;
    }

    /// <summary>Paragraphs, each whole or as far as there is room.</summary>
    public static string Body(IEnumerable<string> paragraphs, int width)
    {
        var body = "";
        foreach (var paragraph in paragraphs)
        {
            var room = width - TextWidth.Of(body) - 2;
            if (room < 20)
            {
                break;
            }
            var line = ListMark().Replace(Line(paragraph, room - 2), @"\$0");
            body += body.Length == 0 ? line : $"\n\n{line}";
        }
        return body;
    }

    [GeneratedRegex(@"[\\*_]", RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    // "- one" and "1. one" would begin a list.
    [GeneratedRegex(@"(?<=^\s*)[-+](?=\s)|(?<=^\s*\d{1,9})[.)](?=\s)", RegexOptions.None, 1000)]
    private static partial Regex ListMark();

    [GeneratedRegex(
        @".+?([.!?؟]+(?=\s|$)\s*|[。！？]\s*|$)",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Sentence();
}
