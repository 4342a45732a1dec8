using AiWebBuilder.Domain.Integrations.Exports;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Integrations.Exports;

/// <summary>What somebody has changed of a page: its title and its excerpt, and of its content the lines of words, or else of markup.</summary>
internal static class PageDifferences
{
    private const int MostLines = 20;
    private const int LongestLine = 300;

    public static IReadOnlyList<ItemDifference> Between(PageState written, PageState found)
    {
        List<ItemDifference> differences = [];
        Add(PageFields.Title, written.Title, found.Title);
        Add(PageFields.Excerpt, written.Excerpt, found.Excerpt);
        if (written.Content != found.Content)
        {
            differences.AddRange(LinesOf(written.Content, found.Content));
        }
        return differences;

        void Add(string field, string before, string now)
        {
            if (before != now)
            {
                differences.Add(new(field, Cut(before), Cut(now)));
            }
        }
    }

    /// <summary>A visitor's words, as they stand apart from each other.</summary>
    internal static IEnumerable<string> LinesOf(IDocument document) =>
        document
            .Descendants<IText>()
            .Where(text => text.ParentElement?.LocalName is not ("style" or "script"))
            .Select(text => string.Join(' ', text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Length > 0);

    private static List<ItemDifference> LinesOf(string written, string found)
    {
        using var before = new HtmlParser().ParseDocument(written);
        using var now = new HtmlParser().ParseDocument(found);
        var words = Lines([.. LinesOf(before)], [.. LinesOf(now)]);
        return words.Count > 0 ? words : Lines(written.Split('\n'), found.Split('\n'));
    }

    /// <summary>What is in one of them alone.</summary>
    private static List<ItemDifference> Lines(string[] before, string[] now)
    {
        var (was, there) = (before.ToHashSet(StringComparer.Ordinal), now.ToHashSet(StringComparer.Ordinal));
        return
        [
            .. before
                .Where(line => !there.Contains(line))
                .Select(line => new ItemDifference(PageFields.Content, Cut(line), null))
                .Take(MostLines),
            .. now.Where(line => !was.Contains(line))
                .Select(line => new ItemDifference(PageFields.Content, null, Cut(line)))
                .Take(MostLines),
        ];
    }

    private static string Cut(string text) =>
        text.Length <= LongestLine
            ? text
            : text[..(char.IsHighSurrogate(text[LongestLine - 1]) ? LongestLine - 1 : LongestLine)] + "…";
}
