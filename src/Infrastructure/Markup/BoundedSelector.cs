using AngleSharp.Css;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Markup;

/// <summary>
/// Selectors of strangers' style sheets, in time that grows with the elements and the selector's parts: AngleSharp tries every choice of
/// ancestors for <c>div div div div</c>, which on a nested page takes for ever.
/// </summary>
internal sealed class BoundedSelector : ISelectorVisitor
{
    // One bit each; no style sheet of a builder has half as many.
    private const int MostParts = 32;

    private static readonly CssSelectorParser Parser = new();

    private readonly List<(ISelector[] Parts, string[] Joints)> alternatives = [];

    private BoundedSelector() { }

    /// <summary>How many comparisons with an element it costs at most.</summary>
    public int Parts => alternatives.Sum(one => one.Parts.Length);

    /// <returns>Null: it is none, it has more parts than any that is meant, or one within another (<c>:not(a b)</c>).</returns>
    public static BoundedSelector? Of(string text)
    {
        if (HasNested(text) || Parser.ParseSelector(text) is not { } parsed)
        {
            return null;
        }
        var selector = new BoundedSelector();
        selector.Add(parsed);
        return selector.alternatives.TrueForAll(one => one.Parts.Length <= MostParts) ? selector : null;
    }

    /// <summary>The elements that it means, each once.</summary>
    public IEnumerable<IElement> Among(PageElements page) =>
        alternatives.SelectMany(one => Among(page, one.Parts, one.Joints)).Distinct();

    private static IEnumerable<IElement> Among(PageElements page, ISelector[] parts, string[] joints)
    {
        // From the last one, which tells most: where one means nothing, all do.
        var matched = new bool[parts.Length][];
        for (var part = parts.Length - 1; part >= 0; part--)
        {
            matched[part] = [.. page.All.Select(element => parts[part].Match(element, scope: null))];
            if (!matched[part].Contains(true))
            {
                return [];
            }
        }
        // Of each element the beginnings of the selector that end with it, with it or what it lies in, and with it or what stands before it.
        var own = new uint[page.All.Count];
        var within = new uint[page.All.Count];
        var behind = new uint[page.All.Count];
        for (var at = 0; at < own.Length; at++)
        {
            var (parent, previous) = (page.Parents[at], page.Previous[at]);
            for (var part = 0; part < parts.Length; part++)
            {
                if (
                    matched[part][at]
                    && (part == 0 || (Reached(joints[part - 1], parent, previous) & (1u << (part - 1))) != 0)
                )
                {
                    own[at] |= 1u << part;
                }
            }
            within[at] = own[at] | (parent < 0 ? 0 : within[parent]);
            behind[at] = own[at] | (previous < 0 ? 0 : behind[previous]);
        }
        return page.All.Where((_, at) => (own[at] & (1u << (parts.Length - 1))) != 0);

        uint Reached(string joint, int parent, int previous) =>
            joint switch
            {
                ">" => parent < 0 ? 0 : own[parent],
                "+" => previous < 0 ? 0 : own[previous],
                "~" => previous < 0 ? 0 : behind[previous],
                _ => parent < 0 ? 0 : within[parent],
            };
    }

    // ":nth-child(2n + 1)" has signs too, and no selector.
    private static bool HasNested(string text)
    {
        for (var at = text.IndexOf('('); at >= 0; at = text.IndexOf('(', at + 1))
        {
            var end = text.IndexOf(')', at);
            var inner = text[(at + 1)..(end < 0 ? text.Length : end)].Trim();
            if (!char.IsAsciiDigit(inner.FirstOrDefault()) && inner.IndexOfAny([' ', '>', '+', '~', '(']) > 0)
            {
                return true;
            }
        }
        return false;
    }

    private void Add(ISelector selector)
    {
        var before = alternatives.Count;
        selector.Accept(this);
        if (alternatives.Count == before)
        {
            alternatives.Add(([selector], []));
        }
    }

    void ISelectorVisitor.List(IEnumerable<ISelector> selectors)
    {
        foreach (var selector in selectors)
        {
            Add(selector);
        }
    }

    void ISelectorVisitor.Combinator(IEnumerable<ISelector> selectors, IEnumerable<string> symbols) =>
        alternatives.Add(([.. selectors], [.. symbols.Select(symbol => symbol.Trim())]));

    // What else there is says something of one element: it is matched whole.
    void ISelectorVisitor.Attribute(string name, string op, string? value) { }

    void ISelectorVisitor.Type(string name) { }

    void ISelectorVisitor.Id(string value) { }

    void ISelectorVisitor.Child(string name, int step, int offset, ISelector selector) { }

    void ISelectorVisitor.Class(string name) { }

    void ISelectorVisitor.PseudoClass(string name) { }

    void ISelectorVisitor.PseudoElement(string name) { }

    void ISelectorVisitor.Many(IEnumerable<ISelector> selectors) { }
}
