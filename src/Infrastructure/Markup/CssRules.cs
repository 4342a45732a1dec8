namespace AiWebBuilder.Infrastructure.Markup;

/// <summary>Reads a style sheet as far as a reader of pages needs it: rules, and the media they stand in. One pass, and nothing that it does not know stops it.</summary>
internal static class CssRules
{
    public static IReadOnlyDictionary<string, string> None { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public static IEnumerable<CssRule> In(string css)
    {
        css = WithoutComments(css);
        Stack<string> media = [];
        var start = 0;
        for (var at = 0; at < css.Length; at++)
        {
            switch (css[at])
            {
                case '"' or '\'':
                    at = EndOfString(css, at);
                    break;
                case ';':
                    start = at + 1; // An @import, or a declaration of a nested group.
                    break;
                case '}':
                    media.TryPop(out _);
                    start = at + 1;
                    break;
                case '{':
                    var head = css[start..at].Trim();
                    if (head.StartsWith('@') && IsGroup(head))
                    {
                        media.Push(
                            head.StartsWith("@media", StringComparison.OrdinalIgnoreCase) ? head.ToLowerInvariant()
                            : media.TryPeek(out var outer) ? outer
                            : ""
                        );
                        start = at + 1;
                        break;
                    }
                    var end = EndOfBlock(css, at);
                    if (!head.StartsWith('@') && head.Length > 0)
                    {
                        yield return new CssRule(
                            media.TryPeek(out var now) ? now : "",
                            head,
                            Declarations(css[(at + 1)..end])
                        );
                    }
                    at = end;
                    start = at + 1;
                    break;
            }
        }
    }

    /// <summary>Names in lower case; the last of a name holds.</summary>
    public static IReadOnlyDictionary<string, string> Declarations(string block)
    {
        Dictionary<string, string> said = new(StringComparer.Ordinal);
        var start = 0;
        var depth = 0;
        for (var at = 0; at <= block.Length; at++)
        {
            if (at < block.Length && block[at] is '"' or '\'' && depth >= 0)
            {
                at = EndOfString(block, at);
                continue;
            }
            if (at < block.Length && block[at] == '(')
            {
                depth++;
            }
            else if (at < block.Length && block[at] == ')')
            {
                depth--;
            }
            else if (at >= block.Length || (block[at] == ';' && depth <= 0))
            {
                var one = block[start..Math.Min(at, block.Length)];
                var colon = one.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0)
                {
                    said[one[..colon].Trim().ToLowerInvariant()] = one[(colon + 1)..].Trim();
                }
                start = at + 1;
                depth = 0;
            }
        }
        return said;
    }

    private static bool IsGroup(string head) =>
        head.StartsWith("@media", StringComparison.OrdinalIgnoreCase)
        || head.StartsWith("@supports", StringComparison.OrdinalIgnoreCase)
        || head.StartsWith("@layer", StringComparison.OrdinalIgnoreCase)
        || head.StartsWith("@container", StringComparison.OrdinalIgnoreCase);

    private static int EndOfString(string css, int at)
    {
        var quote = css[at];
        for (at++; at < css.Length && css[at] != quote; at++)
        {
            if (css[at] == '\\')
            {
                at++;
            }
        }
        return Math.Min(at, css.Length - 1);
    }

    private static int EndOfBlock(string css, int at)
    {
        for (var depth = 0; at < css.Length; at++)
        {
            if (css[at] is '"' or '\'')
            {
                at = EndOfString(css, at);
            }
            else if (css[at] == '{')
            {
                depth++;
            }
            else if (css[at] == '}' && --depth == 0)
            {
                return at;
            }
        }
        return css.Length;
    }

    private static string WithoutComments(string css)
    {
        var at = css.IndexOf("/*", StringComparison.Ordinal);
        if (at < 0)
        {
            return css;
        }
        var plain = new System.Text.StringBuilder(css.Length);
        var start = 0;
        while (at >= 0)
        {
            plain.Append(css, start, at - start);
            var end = css.IndexOf("*/", at + 2, StringComparison.Ordinal);
            start = end < 0 ? css.Length : end + 2;
            at = end < 0 ? -1 : css.IndexOf("/*", start, StringComparison.Ordinal);
        }
        return plain.Append(css, start, css.Length - start).ToString();
    }
}
