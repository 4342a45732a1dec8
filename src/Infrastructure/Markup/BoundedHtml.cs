using AiWebBuilder.Domain.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Infrastructure.Markup;

/// <summary>Parses pages of strangers.</summary>
internal static class BoundedHtml
{
    /// <summary>Deeper than any builder nests. What queries a document calls itself for each level: a hostile page would end the process.</summary>
    public const int MostDepth = 500;

    /// <exception cref="DomainException"><paramref name="tooDeep"/>: its elements are nested too deeply.</exception>
    public static IHtmlDocument Parse(string text, Error tooDeep)
    {
        IElement? last = null;
        var options = new HtmlParserOptions
        {
            // While it is parsed, as the parser's own time grows with the square of the depth. The element before has found its place by now.
            OnCreated = (element, _) =>
            {
                RequireDepth(last, tooDeep);
                last = element;
            },
        };
        return new HtmlParser(options).ParseDocument(text);
    }

    private static void RequireDepth(IElement? element, Error tooDeep)
    {
        var depth = 0;
        for (var above = element; above is not null; above = above.ParentElement)
        {
            if (depth++ > MostDepth)
            {
                throw new DomainException(tooDeep);
            }
        }
    }
}
