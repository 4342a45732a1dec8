using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>
/// The little that texts may mark: emphasis, and in a body paragraphs and lists. Whatever else Markdown knows (HTML, links, images,
/// headings, code) is text here and is escaped.
/// </summary>
internal static class InlineMarkup
{
    private static readonly MarkdownPipeline Inline = Pipeline(new ParagraphBlockParser());
    private static readonly MarkdownPipeline Blocks = Pipeline(new ListBlockParser(), new ParagraphBlockParser());

    /// <summary>One line: <c>strong</c> and <c>em</c>.</summary>
    public static string Line(string text)
    {
        var html = Html(text.ReplaceLineEndings(" "), Inline);
        return html.StartsWith("<p>", StringComparison.Ordinal) ? html["<p>".Length..^"</p>".Length] : html;
    }

    /// <summary>Paragraphs and lists of such lines.</summary>
    public static string Body(string text) => Html(text, Blocks);

    // Braces become numbers, so that nothing a person wrote reads as a template later on.
    private static string Html(string text, MarkdownPipeline pipeline) =>
        Markdown
            .ToHtml(text, pipeline)
            .Trim()
            .Replace("{", "&#123;", StringComparison.Ordinal)
            .Replace("}", "&#125;", StringComparison.Ordinal);

    private static MarkdownPipeline Pipeline(params ReadOnlySpan<BlockParser> blocks)
    {
        var builder = new MarkdownPipelineBuilder();
        builder.BlockParsers.Clear();
        foreach (var block in blocks)
        {
            builder.BlockParsers.Add(block);
        }
        builder.InlineParsers.Clear();
        builder.InlineParsers.Add(new EscapeInlineParser());
        builder.InlineParsers.Add(new EmphasisInlineParser());
        builder.InlineParsers.Add(new LineBreakInlineParser());
        return builder.Build();
    }
}
